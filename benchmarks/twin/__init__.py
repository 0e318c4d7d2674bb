"""A booking bot as most are written today: aiogram with routers and middleware, SQLAlchemy's ORM, one session a tap."""
