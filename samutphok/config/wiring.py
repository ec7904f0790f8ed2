"""Which actions hear of which event. No other room calls upwards."""
