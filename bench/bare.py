"""A bare Flask handler that runs a number of trivial queries: what a page costs before it does anything."""

import os

from flask import Flask
from sqlalchemy import create_engine, text

engine = create_engine(os.environ["ACADEMY_DATABASE_URL"], isolation_level="AUTOCOMMIT", pool_size=8)
app = Flask(__name__)
QUERY = text("SELECT 1")


@app.get("/<int:queries>")
def page(queries: int) -> str:
    """Answer after so many queries."""
    with engine.connect() as connection:
        for _ in range(queries):
            connection.execute(QUERY).scalar()
    return "<!doctype html><title>bare</title><p>bare"
