"""Rows in, outcomes and conclusions out: durable-rules decides, an independent evaluator verifies; neither knows evidence."""
