"""The information model and its schemas: data only."""
