"""What the commands `mdaudit` and `mdref` share; it knows neither, and nothing else of ours.

The one audits, the other runs clients; neither loads the other's package to start.
"""
