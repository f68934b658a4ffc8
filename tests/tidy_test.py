#!/usr/bin/env python3
"""Shows each rule of the tidy test red on a source that breaks it, and green on one that doesn't."""

import pathlib
import tempfile
import textwrap
import unittest

import tidy
from cpp_source import code_only, functions, header_kind


def measured(text):
    return [(f.name, f.line, f.length) for f in functions(textwrap.dedent(text).lstrip("\n"))]


class Functions(unittest.TestCase):
    def test_counts_from_the_signature_to_the_closing_brace(self):
        self.assertEqual(measured("""
            namespace fenglu {
            int one() { return 1; }

            int two(int a,
                    int b) {
              return a + b;
            }
            }
            """), [("one", 2, 1), ("two", 4, 4)])

    def test_finds_members_constructors_operators_and_templates(self):
        self.assertEqual([name for name, _, _ in measured("""
            template <class T>
            class A final : public B<T> {
             public:
              A(int x) : a_{x}, b_(x) { c_ = 0; }
              explicit A(C c) noexcept
                  : a_{c.a} {
              }
              ~A() override {}
              bool operator==(const A& o) const { return a_ == o.a_; }
              int operator()(int x) const { return x; }
              static int f(int x = 3) { return x; }
              auto g() -> std::vector<int> { return {}; }
             private:
              int a_ = 0;
              int b_{0};
            };
            """)], ["A", "A", "~A", "operator==", "operator()", "f", "g"])

    def test_counts_what_stands_inside_to_the_function_around(self):
        self.assertEqual(measured("""
            void f() {
              struct Local { int x() { return 1; } };
              const auto g = [&](int x) {
                if (x) { h(); }
              };
              switch (x) { case 1: { break; } }
            }
            TEST(A, B) {
              EXPECT_TRUE(true);
            }
            """), [("f", 1, 7), ("TEST", 8, 3)])

    def test_takes_no_table_for_a_function(self):
        self.assertEqual(measured("""
            constexpr std::array wide = {Range{1, 2}, Range{3, 4}};
            const std::vector<int> all{f(1), f(2)};
            enum class Mode : int { half, up };
            int x = f({1, 2});
            const auto twice = [](int x) { return 2 * x; };
            """), [("lambda", 5, 1)])

    def test_is_not_misled_by_comments_literals_and_directives(self):
        self.assertEqual(measured(r'''
            #define OPEN {
            void f() {
              // a brace { in a comment
              const char* s = "}}}\"{";  /* } */
              const char c = '}';
              const int million = 1'000'000;
              const char* raw = R"(}})";
            }
            int g() { return 0; }
            '''), [("f", 2, 7), ("g", 9, 1)])

    def test_knows_what_a_brace_opens(self):
        for header, kind in [("namespace a", "scope"), ("struct X : Y<int>", "scope"), ("int f() const noexcept", "function"),
                             ("const auto& f(Enum e)", "function"), ("Foo() : a_", "other"), ("int x", "other"),
                             ("std::function<int(int)> f = [](int x)", "function"), ("int a[] =", "other"),
                             ("bool operator=(const X& x)", "function"), ("template <class T> struct S", "scope")]:
            self.assertEqual(header_kind(header), kind, header)

    def test_blanks_keep_every_place(self):
        text = 'int a; // "x"\nconst char* b = "double";\n'
        self.assertEqual(len(code_only(text)), len(text))
        self.assertNotIn("double", code_only(text))


class Rules(unittest.TestCase):
    def mistakes(self, files):
        files = {"tests/weight.txt": "\n" * 100, **files}
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in ("dev", ".ci/run", "CMakeLists.txt"):
                files = {name: "", **files}
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            return "\n".join(tidy.mistakes(root))

    def assert_found(self, expected, files):
        self.assertIn(expected, self.mistakes(files))

    def test_passes_what_is_in_order(self):
        self.assertEqual(self.mistakes({
            "engine/number/a.cpp": "// a float in a comment\nint f() { return 0; }\n",
            "tables/x/a.json": '{"values": [{"value": "7460", "from": "2026-08-15"}]}',
        }), "")

    def test_long_functions(self):
        self.assert_found("engine/run/a.cpp:1: f has 71 lines, at most 70",
                          {"engine/run/a.cpp": "int f() {\n" + "  g();\n" * 69 + "}\n"})
        self.assert_found("95 % of functions have up to 41 lines", {"engine/run/a.cpp": "int f() {\n" + "  g();\n" * 39 + "}\n"})
        self.assert_found("the median function has 9 lines", {"app/a.cpp": "int f() {\n" + "  g();\n" * 7 + "}\n"})

    def test_long_files(self):
        self.assert_found("tests/a.cpp: 601 lines, at most 600", {"tests/a.cpp": "\n" * 601})
        self.assertEqual(self.mistakes({"tests/a.cpp": "\n" * 600}), "")

    def test_crowded_root(self):
        self.assert_found("19 entries in the root", {f"file{i}": "" for i in range(15)})

    def test_floors(self):
        self.assert_found("engine/number/a.hpp:2: number is below plan and can't include it",
                          {"engine/number/a.hpp": '#pragma once\n#include "engine/plan/plan.hpp"\n'})
        self.assert_found("roster is below app", {"engine/roster/a.hpp": '#include "app/main.hpp"\n'})
        self.assert_found("cellar is no floor", {"engine/cellar/a.hpp": ""})

    def test_unfinished_work(self):
        self.assert_found("app/a.cpp:2: TO" + "DO", {"app/a.cpp": "\n// TO" + "DO: later\n"})

    def test_paths_of_one_machine(self):
        self.assert_found("a path of one machine: /ho" + "me/x", {"tests/a.cpp": 'f("/ho' + 'me/x/y");\n'})

    def test_floats(self):
        self.assert_found("engine/plan/a.cpp:1: double: this floor is exact", {"engine/plan/a.cpp": "double x;\n"})
        self.assertEqual(self.mistakes({"engine/roster/a.cpp": "double seconds;\n"}), "")

    def test_names(self):
        self.assert_found("PlanManager: name what it manages", {"app/a.hpp": "class PlanManager;\n"})
        self.assert_found("app/string_utils.hpp: util is no concept", {"app/string_utils.hpp": ""})

    def test_weight_of_tests(self):
        self.assert_found("2 lines of tests and worked cases, fewer than the engine's 3",
                          {"engine/run/a.cpp": "\n\n\n", "tests/weight.txt": "\n", "tables/x/cases/a.json": "\n"})

    def test_law(self):
        table = {"tables/x/a.json": '{"values": [{"value": "7460", "from": "2026-08-15"}, {"value": "0.16"}, {"value": "2000"}]}'}
        for text in ("int x = 7460;", "int x = 7'460;", "int x = 746000;", "// 7,460 yuan", 'f("7460.00");'):
            self.assert_found("is a figure of the tables", {**table, "engine/run/a.cpp": text + "\n"})
        for text in ('f("2026-08-15");', "Day::make(2026, 8, 15)"):
            self.assert_found("2026-08-15 is a day", {**table, "app/a.cpp": text + "\n"})
        self.assertEqual(self.mistakes({**table, "engine/run/a.cpp": 'int x = 17460 + x7460 + 16 + 2000; f("as 2026-08-15");\n'}), "")
        document = {"tables/x/policy.json": '{"sources": {"a": {"number": "No. 13 of 2019"}}}'}
        self.assert_found("No. 13 of 2019 is a day or document", {**document, "app/a.cpp": 'f("No. 13 of 2019");\n'})


if __name__ == "__main__":
    unittest.main()
