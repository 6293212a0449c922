// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/yaml/list.h"
#include "models/yaml/tree.h"

#include <QTest>

using namespace yaml;

namespace {

Node good(const std::string& text)
{
    const auto result = parse(text);
    if (const auto* problem = std::get_if<Problem>(&result))
        qFatal("line %d: %s", problem->line, problem->message.c_str());
    return std::get<Node>(result);
}

std::string bad(const std::string& text)
{
    const auto result = parse(text);
    const auto* problem = std::get_if<Problem>(&result);
    if (!problem)
        return "accepted";
    return std::to_string(problem->line) + ":" + std::to_string(problem->column) + " "
        + problem->message;
}

} // namespace

class TestYamlTree : public QObject
{
    Q_OBJECT

private slots:
    void keepsPlacesAndQuotes()
    {
        const Node root = good("a: 1\nb:\n  - x\n  - \"2\"\nc: ~\n");
        QVERIFY(root.isMap());
        QCOMPARE(root.find("a")->scalar, std::string("1"));
        QVERIFY(!root.find("a")->isQuoted);
        const Node& two = root.find("b")->items.at(1);
        QVERIFY(two.isQuoted);
        QCOMPARE(two.line, 4);
        QCOMPARE(two.column, 5);
        QCOMPARE(root.find("c")->kind, Node::Kind::Null);
        QCOMPARE(root.find("d"), nullptr);
    }

    void copiesAliases()
    {
        const Node root = good("a: &x {k: v}\nb: *x\n");
        QCOMPARE(root.find("b")->find("k")->scalar, std::string("v"));
    }

    void refusesWithThePlace()
    {
        QVERIFY(QByteArray::fromStdString(bad("a: 1\na: 2\n"))
                    .startsWith("2:1 the key \"a\" occurs twice"));
        QVERIFY(QByteArray::fromStdString(bad("a: [1\nb: 2\n")).startsWith("2:"));
        QVERIFY(
            QByteArray::fromStdString(bad("? [1]\n: 2\n")).contains("a key must be plain text"));
        QVERIFY(
            QByteArray::fromStdString(bad("a: 1\n---\nb: 2\n")).contains("only one YAML document"));
        QVERIFY(QByteArray::fromStdString(bad("a: *nowhere\n")).startsWith("1:"));
    }

    void boundsDepthAndSize()
    {
        QCOMPARE(bad(std::string(100, '[') + std::string(100, ']')),
                 std::string("1:65 nested too deeply"));
        QVERIFY(bad(std::string(100'000, '[')) != "accepted");
        std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 10; ++i) {
            const std::string before = "*a" + std::to_string(i - 1);
            bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
            for (int k = 0; k < 10; ++k)
                bomb += (k ? "," : "") + before;
            bomb += "]\n";
        }
        QVERIFY(QByteArray::fromStdString(bad(bomb)).contains("too many values"));
    }

    void readsAFileThatIsOneList()
    {
        std::vector<Problem> problems;
        const auto items =
            listIn("things:\n  - a\n  - b\n", "things", EmptyList::Refused, problems);
        QVERIFY(problems.empty());
        QCOMPARE(items.size(), std::size_t{2});
        QCOMPARE(items[1].line, 3);
        QVERIFY(listIn("things: []", "things", EmptyList::Allowed, problems).empty());
        QVERIFY(problems.empty());
        for (const auto& [text, what] :
             {std::pair("things: []", "one entry at least"),
              std::pair("things: 3", "must be a list"),
              std::pair("- a", "must be a map with the key"), std::pair("other: []", "unknown key"),
              std::pair("things: [a", "")}) {
            problems.clear();
            QVERIFY2(listIn(text, "things", EmptyList::Refused, problems).empty(), text);
            QVERIFY2(!problems.empty() && problems.front().message.find(what) != std::string::npos,
                     text);
        }
    }
};

QTEST_GUILESS_MAIN(TestYamlTree)
#include "tst_yamltree.moc"
