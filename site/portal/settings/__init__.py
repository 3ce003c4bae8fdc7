"""Settings by place: demo (the default), dev, test, production."""
