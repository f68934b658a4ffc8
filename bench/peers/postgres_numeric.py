#!/usr/bin/env python3
"""PostgreSQL, yuan in NUMERIC with its own division and ROUND, a table made; a server of its own in a temporary folder."""
import atexit
import glob
import io
import os
import pathlib
import shutil
import subprocess
import tempfile

import numpy

import peer
import sheet
import sql

BIN = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])


class Server:
    """Listens on a socket in its folder alone; PostgreSQL won't run as root, so its own user runs it."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fenglu-peers-"))
        self.as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        if self.as_user:
            shutil.chown(self.folder, "postgres", "postgres")
        self.call(BIN / "initdb", "-D", self.folder / "data", "-A", "trust", "-E", "UTF8", "--locale=C")
        self.call(BIN / "pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", f"-k {self.folder} -c listen_addresses=''", "start")

        atexit.register(self.stop)

    def call(self, *words, given=None):
        return subprocess.run([*self.as_user, *map(str, words)], check=True, capture_output=True, input=given, cwd="/").stdout

    def query(self, text, given=None):
        return self.call(BIN / "psql", "-h", self.folder, "-d", "postgres", "-qAtX", "-F,", "-v", "ON_ERROR_STOP=1", "-c", text, given=given)

    def stop(self):
        if not self.folder.exists():
            return
        self.call(BIN / "pg_ctl", "-D", self.folder / "data", "-m", "fast", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def prepare(facts):
    server = Server()
    whole = {"grade", "post", "education", "assessment", "service_years"}
    server.query("CREATE TABLE roster (" + ", ".join(f'"{name}" ' + ("BIGINT" if name in whole else "NUMERIC(14, 2)") for name in facts) + ")")
    cells = [[str(x) for x in lanes] if name in whole else [f"{x // 100}.{x % 100:02d}" for x in lanes.tolist()] for name, lanes in facts.items()]
    text = io.StringIO()
    text.writelines("\t".join(row) + "\n" for row in zip(*cells))
    server.query("COPY roster FROM STDIN", given=text.getvalue().encode())
    server.query("ANALYZE roster")
    return server


def run(server):
    server.query("DROP TABLE IF EXISTS result; CREATE TABLE result AS " + sql.query(sql.Numeric()))


def columns(server, _):
    lines = server.query("SELECT * FROM result").decode().splitlines()
    made = zip(*[line.split(",") for line in lines])
    server.stop()
    return {name: numpy.array([round(float(cell) * 100) for cell in column], numpy.int64) for name, column in zip(sheet.ITEMS, made)}


version = subprocess.run([BIN / "postgres", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
peer.measure("PostgreSQL NUMERIC", {"postgresql": version}, prepare, run, columns, __doc__)
