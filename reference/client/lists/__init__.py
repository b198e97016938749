"""Device lists: fetched and believed, hinted at, signed, published, and shortened by a removal."""
