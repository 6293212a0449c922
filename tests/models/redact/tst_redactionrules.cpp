// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/redact/redactor.h"
#include "models/redact/rules.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>

using namespace redact;

class TestRedactionRules : public QObject
{
    Q_OBJECT

private slots:
    void theShippedFileIsGood()
    {
        const auto rules = parseRules(std::string(shippedRulesText()), "default.yaml", {});
        QVERIFY2(rules, rules ? "" : rules.error().message.c_str());
        QVERIFY(!rules->empty());
        QCOMPARE(shippedRules().size(), rules->size());
        for (const Rule& rule : *rules) {
            QVERIFY2(!rule.description.empty(), rule.id.c_str());
            const bool isPersonal = rule.id == "email" || rule.id == "card-number";
            QCOMPARE(rule.isEnabled, !isPersonal);
        }
        QVERIFY(Redactor::create(*rules).has_value());
    }

    void usersRulesGoOverTheShippedOnes()
    {
        const auto rules = parseRules("rules:\n"
                                      "  - id: email\n"
                                      "    enabled: true\n"
                                      "  - id: command-line\n"
                                      "    enabled: false\n"
                                      "  - id: private-key\n"
                                      "    patterns: ['KEY[0-9]+']\n"
                                      "  - id: customer\n"
                                      "    names: ['customer.*']\n"
                                      "    action: drop\n",
                                      "mine.yaml", shippedRules());
        QVERIFY2(rules, rules ? "" : rules.error().message.c_str());
        QCOMPARE(rules->size(), shippedRules().size() + 1);
        const auto find = [&](const char* id) {
            return *std::find_if(rules->begin(), rules->end(),
                                 [&](const Rule& rule) { return rule.id == id; });
        };
        QVERIFY(find("email").isEnabled);
        QVERIFY(!find("email").patterns.empty());
        QVERIFY(!find("command-line").isEnabled);
        QCOMPARE(find("private-key").patterns, std::vector<std::string>{"KEY[0-9]+"});
        QVERIFY(find("private-key").hint.empty());
        QVERIFY(find("customer").action == Action::Drop);
    }

    // Personal data goes where something is handed to others, unless a rule of the user says no.
    void someAreForExportAlone()
    {
        const auto find = [](const std::vector<Rule>& rules, const char* id) {
            return *std::find_if(rules.begin(), rules.end(),
                                 [&](const Rule& rule) { return rule.id == id; });
        };
        for (const char* id : {"email", "card-number"}) {
            QVERIFY2(!find(shippedRules(), id).isEnabled, id);
            QVERIFY2(find(forExport(shippedRules()), id).isEnabled, id);
        }
        const auto rules = parseRules("rules:\n"
                                      "  - id: email\n"
                                      "    enabled: false\n"
                                      "  - id: command-line\n"
                                      "    enabled: export\n",
                                      "mine.yaml", shippedRules());
        QVERIFY2(rules, rules ? "" : rules.error().message.c_str());
        QVERIFY(!find(forExport(*rules), "email").isEnabled);
        QVERIFY(!find(*rules, "command-line").isEnabled);
        QVERIFY(find(forExport(*rules), "command-line").isEnabled);
    }

    void faultsAreNamedWithFileLineAndField_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* text, const char* message) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(message);
        };
        row("no yaml", "rules: [", "mine.yaml:1: no YAML");
        row("no list", "rules: 3\n", "rules: the file is a map with a list of rules");
        row("stray key", "rules: []\nrulez: []\n", "mine.yaml:2: rulez: is not known");
        row("no id", "rules:\n  - names: [a]\n", "mine.yaml:2: rules[0]: a rule is a map");
        row("bad id", "rules:\n  - id: My_Rule\n    names: [a]\n", "mine.yaml:2: rules[0].id:");
        row("unknown field", "rules:\n  - id: a\n    pattern: x\n",
            "mine.yaml:3: rule a, pattern: is not known");
        row("bad pattern", "rules:\n  - id: a\n    patterns:\n      - x\n      - 'a(b'\n",
            "mine.yaml:5: rule a, patterns[1]: is no pattern of RE2: missing )");
        row("look-around", "rules:\n  - id: a\n    patterns: ['(?=x)']\n",
            "mine.yaml:3: rule a, patterns[0]: is no pattern of RE2");
        row("matches nothing", "rules:\n  - id: a\n    patterns: ['x*']\n",
            "mine.yaml:3: rule a, patterns[0]: matches nothing at all");
        row("bad action", "rules:\n  - id: a\n    names: [b]\n    action: hide\n",
            "mine.yaml:4: rule a, action: \"hide\" is none of replace, drop");
        row("bad flag", "rules:\n  - id: email\n    enabled: maybe\n",
            "mine.yaml:3: rule email, enabled:");
        row("unknown switch", "rules:\n  - id: e-mail\n    enabled: true\n",
            "mine.yaml:2: rule e-mail: is no rule that is shipped");
        row("nothing to do", "rules:\n  - id: a\n    description: x\n",
            "mine.yaml:2: rule a: needs names or patterns");
    }
    void faultsAreNamedWithFileLineAndField()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const auto rules = parseRules(text.toStdString(), "mine.yaml", shippedRules());
        QVERIFY(!rules.has_value());
        QVERIFY(rules.error().kind == telemetry::ErrorKind::Unreadable);
        QVERIFY2(rules.error().message.find(message.toStdString()) != std::string::npos,
                 rules.error().message.c_str());
    }

    void filesAreRead()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("r.yaml")).toStdString();
        const auto missing = loadRules(path, {});
        QVERIFY(!missing && missing.error().message.find(path) != std::string::npos);
        std::ofstream(path) << "rules:\n  - id: a\n    names: [b]\n";
        const auto rules = loadRules(path, {});
        QVERIFY(rules && rules->size() == 1);
    }
};

QTEST_GUILESS_MAIN(TestRedactionRules)
#include "tst_redactionrules.moc"
