"""The tie-out: figures that a release prints besides its statements, compared with facts and derivations."""
