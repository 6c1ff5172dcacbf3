"""tell: rules, messages and the channels that carry them."""
