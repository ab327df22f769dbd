"""One file a route: from awards and organisations to ties and their hops."""
