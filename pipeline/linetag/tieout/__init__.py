"""The tie-out: figures that a release prints outside its statements, compared with facts and derivations."""
