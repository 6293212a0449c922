// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/yamltree.h"

#include <QTest>

using namespace runbook;

namespace {

YamlNode good(const std::string& text)
{
    const auto result = parseYaml(text);
    if (const auto* problem = std::get_if<Problem>(&result))
        qFatal("line %d: %s", problem->line, problem->message.c_str());
    return std::get<YamlNode>(result);
}

std::string bad(const std::string& text)
{
    const auto result = parseYaml(text);
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
        const YamlNode root = good("a: 1\nb:\n  - x\n  - \"2\"\nc: ~\n");
        QVERIFY(root.isMap());
        QCOMPARE(root.find("a")->scalar, std::string("1"));
        QVERIFY(!root.find("a")->isQuoted);
        const YamlNode& two = root.find("b")->items.at(1);
        QVERIFY(two.isQuoted);
        QCOMPARE(two.line, 4);
        QCOMPARE(two.column, 5);
        QCOMPARE(root.find("c")->kind, YamlNode::Kind::Null);
        QCOMPARE(root.find("d"), nullptr);
    }

    void copiesAliases()
    {
        const YamlNode root = good("a: &x {k: v}\nb: *x\n");
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
};

QTEST_GUILESS_MAIN(TestYamlTree)
#include "tst_yamltree.moc"
