// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runbook.h"

#include <QTest>

using namespace runbook;

namespace {

const std::string kHead =
    "---\nid: fabricated-apis\ntitle: Fabricated APIs\napplies: when\ncheck: api\n"
    "risk: safe\n---\n"; // lines 1 to 7

std::string problems(const std::string& text)
{
    std::string all;
    for (const yaml::Problem& problem : parseRunbook(text).problems)
        all += std::to_string(problem.line) + ":" + std::to_string(problem.column) + " "
            + problem.message + "\n";
    return all;
}

std::string step(const std::string& yaml)
{
    return "```step\n" + yaml + "```\n";
}

} // namespace

class TestRunbookParser : public QObject
{
    Q_OBJECT

private slots:
    void readsAGoodRunbook()
    {
        const std::string text = kHead + "# Title\n\nProse before.\n\n"
            + step("id: look\nkind: check\nview: suspects\n")
            + "\nMore *prose*.\n\n~~~step\nid: pin\nkind: lever\ntitle: Pin it\nlever: "
              "pin:{service}\nto: \"{model}\"\n"
              "recover_within: 5m\nx-owner: [a, b]\n~~~\n\n```sh\nnot a step\n```\n";
        const ParseResult result = parseRunbook(text);
        QCOMPARE(problems(text), std::string());
        const Runbook& runbook = result.runbook;
        QCOMPARE(runbook.id, std::string("fabricated-apis"));
        QCOMPARE(runbook.check, std::string("api"));
        QCOMPARE(runbook.markdown, text);
        QCOMPARE(runbook.steps.size(), std::size_t{2});
        QCOMPARE(runbook.steps[0].kind, StepKind::Check);
        QCOMPARE(runbook.steps[0].line, 12);
        QCOMPARE(runbook.steps[0].title, std::string("look"));
        QCOMPARE(runbook.steps[0].text, std::string("Prose before."));
        QCOMPARE(runbook.steps[0].fields.at("view"), std::string("suspects"));
        QCOMPARE(runbook.steps[1].text, std::string("More *prose*.\n\n```sh\nnot a step\n```"));
        QCOMPARE(runbook.steps[1].lever, std::string("pin:{service}"));
        QCOMPARE(runbook.steps[1].recoverWithinSeconds, 300);
        QCOMPARE(runbook.steps[1].risk, std::string("dangerous"));
        QCOMPARE(runbook.steps[1].fields.at("x-owner"), std::string("a, b"));
    }

    void proseBelongsToTheSectionItStandsIn()
    {
        const std::string text = kHead + "# Title\n\nIntroduction.\n\n## 1. Look\n\nLook first.\n\n"
            + "### Where\n\nThere.\n\n" + step("id: look\nkind: check\n")
            + "\nIf not, stop.\n\nTwo\n---\n\nThen pull.\n\n" + step("id: pull\nkind: manual\n")
            + "\nNo heading here.\n\n" + step("id: note\nkind: manual\n")
            + "\nWell done.\n\n## Sources\n\nA book.\n";
        const Runbook runbook = parseRunbook(text).runbook;
        QCOMPARE(problems(text), std::string());
        QCOMPARE(runbook.introduction, std::string("# Title\n\nIntroduction."));
        QCOMPARE(runbook.steps[0].text,
                 std::string("Look first.\n\n### Where\n\nThere.\n\nIf not, stop."));
        QCOMPARE(runbook.steps[1].text, std::string("Then pull."));
        QCOMPARE(runbook.steps[2].text, std::string("No heading here.\n\nWell done."));
    }

    void namesEveryProblemWithItsPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const std::string& text, const char* expected) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromUtf8(expected);
        };
        row("unknown kind", kHead + step("id: a\nkind: dance\n"),
            "10:7 unknown kind \"dance\"; one of manual, check, wait, decide, lever, notify, probe "
            "is expected\n");
        row("no id", kHead + step("kind: manual\n"), "9:1 the step has no \"id\"\n");
        row("no kind", kHead + step("id: a\n"), "9:1 the step has no \"kind\"\n");
        row("lever without lever and to", kHead + step("id: a\nkind: lever\n"),
            "9:1 the step has no \"lever\"\n9:1 the step has no \"to\"\n");
        row("duplicate id",
            kHead + step("id: a\nkind: manual\n") + "\n" + step("kind: manual\nid: a\n"),
            "15:5 the id \"a\" is taken by the step on line 8\n");
        row("unknown key", kHead + step("id: a\nkind: manual\ncolour: red\n"),
            "11:1 unknown key \"colour\" in a step of kind \"manual\"\n");
        row("key of another kind", kHead + step("id: a\nkind: manual\nlever: x\n"),
            "11:1 unknown key \"lever\" in a step of kind \"manual\"\n");
        row("bad duration", kHead + step("id: a\nkind: wait\nfor: soon\n"),
            "11:6 \"for\" must be a duration such as 90s or 5m, not \"soon\"\n");
        row("no duration at all", kHead + step("id: a\nkind: wait\nfor: 500ms\n"),
            "11:6 \"for\" must be between 1s and 365d, not \"500ms\"\n");
        row("endless",
            kHead + step("id: a\nkind: lever\nlever: b\nto: t\nrecover_within: 30000d\n"),
            "13:17 \"recover_within\" must be between 1s and 365d, not \"30000d\"\n");
        row("bad type", kHead + step("id: a\nkind: manual\ntitle: [x]\n"),
            "11:8 \"title\" needs a value, in text\n");
        row("bad list", kHead + step("id: a\nkind: decide\nquestion: q\noptions: x\n"),
            "12:10 \"options\" must be a list\n");
        row("bad count", kHead + step("id: a\nkind: probe\nsamples: 3.5\n"),
            "11:10 \"samples\" must be a whole number above 0, not \"3.5\"\n");
        row("bad risk", kHead + step("id: a\nkind: manual\nrisk: mild\n"),
            "11:7 \"risk\" must be safe or dangerous, not \"mild\"\n");
        row("bad id", kHead + step("id: a b\nkind: manual\n"),
            "9:5 an id has letters, digits, dots, dashes and underscores only, at most 64: \"a "
            "b\"\n");
        row("indented block", kHead + "  ```step\n  id: a\n  kind: dance\n  ```\n",
            "10:9 unknown kind \"dance\"; one of manual, check, wait, decide, lever, notify, probe "
            "is expected\n");
        row("in a list", kHead + "1. first\n\n   ```step\n   id: a\n   kind: dance\n   ```\n",
            "12:10 unknown kind \"dance\"; one of manual, check, wait, decide, lever, notify, "
            "probe is expected\n");
        row("in a quote", kHead + "> ```step\n> id: a\n> kind: dance\n> ```\n",
            "10:9 unknown kind \"dance\"; one of manual, check, wait, decide, lever, notify, probe "
            "is expected\n");
        row("columns count code points", kHead + step("{id: a, title: \"ä€😀\", kind: x}\n"),
            "9:29 unknown kind \"x\"; one of manual, check, wait, decide, lever, notify, probe is "
            "expected\n");
        row("not a map", kHead + step("- a\n"), "9:1 a step block holds keys and values\n");
        row("misspelt info", kHead + step("id: a\nkind: manual\n") + "```Steps\n```\n",
            "12:1 the block is marked \"Steps\"; did you mean \"step\"?\n");
        row("words after info", kHead + "```step one\nid: a\nkind: manual\n```\n",
            "8:1 nothing may follow \"step\" on the line of the fence\n");
        row("not closed", kHead + "```step\nid: a\nkind: manual\n",
            "8:1 the step block is not closed\n");
        row("no steps", kHead + "prose\n",
            "8:1 a runbook needs at least one block marked \"step\"\n");
        row("no front matter", step("id: a\nkind: manual\n"),
            "1:1 a runbook begins with front matter: a line of \"---\"\n");
        row("open front matter", "---\nid: a\n",
            "1:1 the front matter is not closed: a second line of \"---\" is "
            "missing\n2:1 a runbook needs at least one block marked \"step\"\n");
        row("front matter without title", "---\nid: a\n---\n" + step("id: a\nkind: manual\n"),
            "2:1 the front matter has no \"title\"\n");
        row("bad lost", "---\nid: a\ntitle: t\nlost: gone\n---\n" + step("id: a\nkind: manual\n"),
            "4:7 \"lost\" must be cut or missing, not \"gone\"; leave it out where the runbook is "
            "for either\n");
        row("no parameter in lost",
            "---\nid: a\ntitle: t\nlost: \"{which}\"\n---\n" + step("id: a\nkind: manual\n"),
            "4:7 \"lost\" must be cut or missing, not \"{which}\"; leave it out where the runbook "
            "is for either\n");
        row("lost of nothing", "---\nid: a\ntitle: t\nlost:\n---\n" + step("id: a\nkind: manual\n"),
            "4:1 \"lost\" needs a value, in text\n");
        row("bad recovery",
            "---\nid: a\ntitle: t\nrecovery: soon\n---\n" + step("id: a\nkind: manual\n"),
            "4:11 \"recovery\" must be answer_time, not \"soon\"; leave it out where an alarm or "
            "the check tells it\n");
        row("bad quantity", kHead + step("id: a\nkind: check\nquantity: tokens\n"),
            "11:11 \"quantity\" must be one of load, queue_depth, input_tokens, context_fill, "
            "document_position, reasoning_tokens, temperature, index_age, output_tokens, duration, "
            "first_token, not \"tokens\"\n");
        row("quantity of another kind", kHead + step("id: a\nkind: manual\nquantity: load\n"),
            "11:1 unknown key \"quantity\" in a step of kind \"manual\"\n");
        row("unknown front matter",
            "---\nid: a\ntitle: t\nlook: x\n---\n" + step("id: a\nkind: manual\n"),
            "4:1 unknown key \"look\" in the front matter\n");
        row("undeclared parameter",
            "---\nid: a\ntitle: t\nparameters: {service: which}\n---\n"
                + step("id: a\nkind: lever\nlever: pin:{service}\nto: \"{model}\"\n"),
            "10:5 {model} is not among the declared parameters\n");
        row("optional of nothing",
            "---\nid: a\ntitle: t\noptional: [model]\n---\n" + step("id: a\nkind: manual\n"),
            "4:12 \"model\" is not among the declared parameters\n");
        const std::string look = step("id: look\nkind: check\n") + "\n"; // lines 8 to 12
        row("what is required comes later",
            kHead + step("id: a\nkind: lever\nlever: x\nto: y\nrequires: look\n") + "\n" + look,
            "13:11 \"requires\" must name an earlier step; there is no \"look\" before this one\n");
        row("what is required is no step that ends",
            kHead + step("id: rest\nkind: wait\nfor: 3s\n") + "\n"
                + step("id: a\nkind: lever\nlever: x\nto: y\nrequires: rest\n"),
            "19:11 \"requires\" must name a step of kind probe, check or decide; \"rest\" on line "
            "8 "
            "is of kind wait\n");
        row("required by another kind",
            kHead + look + step("id: a\nkind: wait\nfor: 3s\nrequires: look\n"),
            "17:1 unknown key \"requires\" in a step of kind \"wait\"\n");
        row("good requirement",
            kHead + look + step("id: a\nkind: lever\nlever: x\nto: y\nrequires: look\n"), "");
        row("answer that is no option",
            kHead + step("id: ask\nkind: decide\nquestion: x\noptions: [yes - do, no - leave]\n")
                + "\n"
                + step("id: a\nkind: lever\nlever: x\nto: y\nrequires: ask\nanswer: perhaps\n"),
            "21:9 no option of the step \"ask\" begins with \"perhaps\"\n");
        row("answer to nothing", kHead + step("id: a\nkind: lever\nlever: x\nto: y\nanswer: yes\n"),
            "13:9 \"answer\" needs \"requires\": the step that is asked\n");
        row("shares", kHead + step("id: a\nkind: probe\nat_least: 1.2\nmargin: 80%\n"),
            "11:11 \"at_least\" must be a share between 0 and 1 such as 0.9, not \"1.2\"\n"
            "12:9 \"margin\" must be a share between 0 and 1 such as 0.9, not \"80%\"\n");
        row("better than nothing", kHead + step("id: a\nkind: probe\naccept: better\n"),
            "11:9 \"accept: better\" needs \"current\": the version to be beaten\n");
        row("accepts something else", kHead + step("id: a\nkind: probe\naccept: fine\n"),
            "11:9 \"accept\" must be no_worse or better, not \"fine\"\n");
        row("age", kHead + step("id: a\nkind: check\nmax_age: old\n"),
            "11:10 \"max_age\" must be a duration such as 90s or 5m, not \"old\"\n");
        row("carriage returns",
            "---\r\nid: a\r\ntitle: t\r\n---\r\n```step\r\nid: a\r\nkind: x\r\n```\r\n",
            "7:7 unknown kind \"x\"; one of manual, check, wait, decide, lever, notify, probe is "
            "expected\n");
    }
    void namesEveryProblemWithItsPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(problems(text.toStdString())), expected);
    }

    void placesYamlSyntaxErrors()
    {
        const std::string found = problems(kHead + step("id: a\nkind: [manual\n"));
        QVERIFY2(found.substr(0, 3) == "11:" || found.substr(0, 3) == "10:", found.c_str());
    }

    void refusesBinaryAndHugeFiles()
    {
        QCOMPARE(problems(kHead + "\xff\xfe\n"), std::string("8:1 this line is not UTF-8 text\n"));
        QCOMPARE(problems(std::string(2'000'000, 'a')),
                 std::string("1:1 a runbook has at most 1 MiB\n"));
        QVERIFY(!parseRunbook("").problems.empty());
        QVERIFY(!parseRunbook(kHead + std::string(100'000, '>')).problems.empty());
        QVERIFY(!parseRunbook(kHead + step(std::string(50'000, '{'))).problems.empty());
    }

    void valuesThatComeFromParametersAreChecked()
    {
        const ParseResult parsed = parseRunbook(
            kHead
            + step("id: a\nkind: lever\nlever: b\nto: t\nrecover_within: \"{within}\"\nrisk: "
                   "\"{risk}\"\n"));
        QVERIFY(parsed.problems.empty());
        const Step& step = parsed.runbook.steps.front();
        QCOMPARE(step.recoverWithinSeconds, 0);
        const auto good = withParameters(step, {{"within", "2m"}, {"risk", "safe"}});
        QVERIFY(good.has_value());
        QCOMPARE(good->recoverWithinSeconds, 120);
        QCOMPARE(good->risk, std::string("safe"));
        for (const auto& [within, risk] :
             {std::pair{"soon", "safe"}, {"-5s", "safe"}, {"{risk}", "safe"}, {"2m", "none"}}) {
            const auto bad = withParameters(step, {{"within", within}, {"risk", risk}});
            QVERIFY2(!bad, within);
            QCOMPARE(bad.error().kind, telemetry::ErrorKind::Usage);
        }
        const ParseResult probe =
            parseRunbook(kHead + ::step("id: p\nkind: probe\nsamples: \"{n}\"\n"));
        QVERIFY(withParameters(probe.runbook.steps.front(), {{"n", "12"}}).has_value());
        QVERIFY(!withParameters(probe.runbook.steps.front(), {{"n", "many"}}));
    }

    // Without what serves now the candidate is asked alone.
    void theCurrentVersionOfAProbeMayBeUnknown()
    {
        const ParseResult parsed = parseRunbook(
            kHead + step("id: a\nkind: probe\nmodel: \"{good}\"\ncurrent: \"{suspect}\"\n"));
        QVERIFY(parsed.problems.empty());
        const Step& probe = parsed.runbook.steps.front();
        QCOMPARE(missingParameters(probe, {}), std::set<std::string>{"good"});
        const auto alone = withParameters(probe, {{"good", "m-1"}});
        QVERIFY(alone.has_value());
        QCOMPARE(alone->fields.at("model"), std::string("m-1"));
        QCOMPARE(alone->fields.count("current"), std::size_t(0));
        const auto both = withParameters(probe, {{"good", "m-1"}, {"suspect", "m-2"}});
        QCOMPARE(both->fields.at("current"), std::string("m-2"));
    }

    void parametersAreReplacedOnce()
    {
        const ParseResult parsed =
            parseRunbook(kHead + "About {service} and {other}.\n"
                         + step("id: a\nkind: lever\nlever: pin:{service}\nto: \"{model}\"\nwhy: "
                                "JSON {\"a\":1}\n"));
        QVERIFY(parsed.problems.empty());
        const Step& step = parsed.runbook.steps.front();
        const auto filled =
            withParameters(step, {{"service", "code-assistant"}, {"model", "{service}"}});
        QVERIFY(filled.has_value());
        QCOMPARE(filled->lever, std::string("pin:code-assistant"));
        QCOMPARE(filled->to, std::string("{service}")); // a value is not a template
        QCOMPARE(filled->fields.at("why"), std::string("JSON {\"a\":1}"));
        QCOMPARE(filled->text, std::string("About code-assistant and {other}."));
        const auto missing = withParameters(step, {{"service", "x"}});
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, telemetry::ErrorKind::Usage);
        QVERIFY(missing.error().message.find("model") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestRunbookParser)
#include "tst_runbookparser.moc"
