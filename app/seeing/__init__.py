"""How the desk is seen from outside: logs, meters, traces, probes."""
