"""App state: settings that devices of one account share, as patches which the server keeps."""
