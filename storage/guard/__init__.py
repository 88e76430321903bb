"""What protection remembers: askers, traces, scam cases, rulings."""
