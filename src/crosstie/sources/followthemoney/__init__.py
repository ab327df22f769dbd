"""FollowTheMoney entities: organisations, ownership and contract awards of others."""
