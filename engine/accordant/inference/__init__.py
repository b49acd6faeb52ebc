"""Rows in, outcomes and conclusions out: durable-rules decides, a reference verifies; neither knows evidence."""
