#!/usr/bin/env python3
"""A large roster is paid while it is read: whatever surprise waits behind its beginning, what comes of it is what comes
of the same bytes from a pipe, which are looked at as a whole before the first row."""

from fenglu import DONE, REFUSED, Scene, main

ROWS = 70_000  # some 2.5 MB: the beginning is one
HEAD = "staff_id,hired_on,post,wage,bonus\n"


def roster(changes=None, end=""):
    lines = [f"P{i:06d},2020-01-01,desk,{1000 + i % 977}.25,{i % 7}.50" for i in range(ROWS)]
    for row, line in (changes or {}).items():
        lines[row] = line
    return (HEAD + "\n".join(lines) + "\n").encode() + (end if isinstance(end, bytes) else end.encode())


class LargeRosters(Scene):
    def outcome(self, staff, stdin, *more):
        out = self.folder / "out.csv"
        out.unlink(missing_ok=True)
        ending = self.fenglu("run", "tiny", "--staff", staff, "--month", "2025-01", "--out", out, "--errors", "json", *more,
                             stdin=stdin)
        told = [line.replace(str(self.folder / "staff.csv"), "-") for line in ending.err.splitlines() if line.startswith("{")]
        return ending.code, told, out.read_bytes() if out.exists() else None

    def same_as_a_whole(self, bytes_, code, *more):
        path = self.folder / "staff.csv"
        path.write_bytes(bytes_)
        of_file, of_pipe = self.outcome(path, None, *more), self.outcome("-", bytes_, *more)
        self.assertEqual(of_file, of_pipe)
        self.assertEqual(of_file[0], code)
        return of_file

    def test_no_surprise(self):
        _, told, out = self.same_as_a_whole(roster(), DONE)
        self.assertEqual(told, [])
        self.assertEqual(out.count(b"\n"), ROWS + 1)

    def test_a_quoted_cell(self):
        plain = self.same_as_a_whole(roster(), DONE)
        quoted = self.same_as_a_whole(roster({60_000: f'"P060000",2020-01-01,"desk",{1000 + 60_000 % 977}.25,{60_000 % 7}.50'}), DONE)
        self.assertEqual(quoted, plain)

    def test_a_line_break_between_quotes(self):
        self.same_as_a_whole(roster({60_000: '"P06\n0000",2020-01-01,desk,1.00,0'}), DONE)

    def test_quotes_that_stay_open(self):
        code, told, out = self.same_as_a_whole(roster({69_000: '"P069000,2020-01-01,desk,1.00,0'}), REFUSED)
        self.assertIn("quotes", told[0])
        self.assertIsNone(out)

    def test_a_carriage_return_alone(self):
        self.same_as_a_whole(roster({65_000: "P065000,2020-01-01,desk,1.00,0\rQ1,2020-01-01,desk,1.00,0"}), DONE)

    def test_letters_of_another_encoding(self):
        gb18030 = "张三,2020-01-01,desk,1.00,0\n".encode("gb18030")
        self.same_as_a_whole(roster(end=gb18030), DONE)
        self.same_as_a_whole(roster(end="张三,2020-01-01,desk,1.00,0\n"), DONE)
        # Two bytes a letter: it might be either, and a warning says so.
        _, told, _ = self.same_as_a_whole(roster(end="Zoë,2020-01-01,desk,1.00,0\n"), DONE)
        self.assertEqual(len(told), 1)
        self.same_as_a_whole(roster(end=b"\xff\xfe,2020-01-01,desk,1.00,0\n"), REFUSED)

    def test_a_byte_of_zero(self):
        self.same_as_a_whole(roster({60_000: "P06\0000,2020-01-01,desk,1.00,0"}), REFUSED)

    def test_mistakes_and_keys_that_stand_twice(self):
        _, told, _ = self.same_as_a_whole(roster({3: "P000003,2020-01-01,desk,x,0", 60_000: "P000001,2020-01-01,desk,1.00,0"}), REFUSED)
        self.assertEqual(len(told), 2)

    def test_empty_rows_at_the_end(self):
        self.same_as_a_whole(roster(end=",,,,\n\n ,\n"), DONE)
        self.same_as_a_whole(roster(end='"",,,,\n'), DONE)

    def test_rows_left_out(self):
        path = self.folder / "staff.csv"
        path.write_bytes(roster({60_000: 'P060000,2020-01-01,"desk",x,0'}))
        ending = self.fenglu("run", "tiny", "--staff", path, "--month", "2025-01", "--out", "out.csv", "--rejects", "bad.csv")
        self.assertEqual(ending.code, 4)
        self.assertEqual((self.folder / "out.csv").read_bytes().count(b"\n"), ROWS)


if __name__ == "__main__":
    main()
