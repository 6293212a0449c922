// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/statements.h"
#include "models/health/subjects.h"
#include "models/health/symbols.h"
#include "models/health/toolfacts.h"
#include "models/health/validator.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/utf8.h"

#include <QTest>

#include <memory>
#include <string>

using namespace health;
using telemetry::EvaluationState;

namespace {

Judgement judgeTool(const char* check, const Subject& subject)
{
    for (const Validator& validator : validators()) {
        if (std::string_view(check) == validator.check)
            return validator.judge(subject);
    }
    return {};
}

void toolColumns()
{
    QTest::addColumn<std::string>("given");
    QTest::addColumn<std::string>("output");
    QTest::addColumn<int>("state");
    QTest::addColumn<std::string>("reason");
}

void toolRow(const char* name, const std::string& given, const std::string& output,
             EvaluationState state, const std::string& reason = {})
{
    QTest::newRow(name) << given << output << static_cast<int>(state) << reason;
}

void verifyTool(const char* check, const Subject& subject)
{
    QFETCH(int, state);
    QFETCH(std::string, reason);
    const Judgement judgement = judgeTool(check, subject);
    QVERIFY2(static_cast<int>(judgement.state) == state, judgement.reason.c_str());
    QVERIFY2(judgement.reason.find(reason) != std::string::npos, judgement.reason.c_str());
    if (!subject.output)
        return;
    const std::int64_t length = telemetry::codePointCount(*subject.output);
    for (const telemetry::Finding& finding : judgement.findings)
        QVERIFY(finding.start >= 0 && finding.start < finding.end && finding.end <= length);
}

constexpr const char* kOrder = "{\"order\": \"A-23724\", \"state\": \"shipped\", \"item\": "
                               "\"soundbar\", \"amount\": \"594.90 EUR\", \"carrier\": \"Hermes\", "
                               "\"placed\": \"2026-11-04\", \"refundable\": false, \"stock\": 412}";
constexpr const char* kPassages = "Passages:\n[kb-101] Refunds\nThe refund is sent to the card you "
                                  "paid with within 5 days. See https://shop.test/refunds for "
                                  "more.\n[kb-102] Fees\nA restocking fee of 12 % applies.";

} // namespace

class TestToolChecks : public QObject
{
    Q_OBJECT

private slots:
    void factsTellWhereTheyStand()
    {
        const std::vector<std::string> results{
            "no JSON",
            "{\"id\": \"A1204\", \"qty\": 12, \"none\": null, \"sizes\": [2, 12, \"12\"], "
            "\"note\": \"a \\\"b\\\"\", \"far\": {\"qty\": true}}"};
        std::string found;
        for (const health::ToolFact& fact : health::toolFactsOf(results)) {
            QCOMPARE(fact.result, std::size_t{1});
            if (fact.at == health::ToolFact::kNowhere) {
                found += "?" + fact.key + " ";
                continue;
            }
            QCOMPARE(results[1].substr(fact.at, fact.value.size()), fact.value);
            found += std::to_string(fact.at) + " ";
        }
        const auto at = [&](const char* text) {
            return std::to_string(results[1].find(text)) + " ";
        };
        const std::string sizes = std::to_string(results[1].find("[2") + 1) + " "
            + std::to_string(results[1].find("12, \"12\"")) + " "
            + std::to_string(results[1].find("\"12\"") + 1) + " ";
        QCOMPARE(found, at("A1204") + at("12, \"none") + sizes + "?note " + at("true"));
    }

    void contradiction_data()
    {
        toolColumns();
        using enum EvaluationState;
        toolRow("as it is", kOrder, "Order A-23724 is shipped and comes to 594.90 EUR.", Passed);
        toolRow("in other words", kOrder, "It was sent with Hermes on 2026-11-04, about 600 EUR.",
                Passed);
        toolRow("rounded", kOrder, "It comes to 595 EUR.", Passed);
        toolRow("another amount", kOrder, "It comes to an amount of 549.90 EUR.", Failed,
                "it says 549.90, the tool's result has 594.90 EUR as amount");
        toolRow("another order", kOrder, "Order A-23742 is shipped.", Failed, "A-23742");
        toolRow("another date", kOrder, "It was placed on 2026-11-14.", Failed, "2026-11-14");
        toolRow("another state", kOrder, "Your soundbar has been delivered.", Failed,
                "it says “delivered”, the tool's result has “shipped” as state");
        toolRow("not yet in it", kOrder, "It has not been delivered yet.", Passed);
        toolRow("to come", kOrder, "It will be delivered tomorrow.", Passed);
        toolRow("a flag", kOrder, "The item is refundable.", Failed, "has false as refundable");
        toolRow("a flag as it is", kOrder, "The item is not refundable.", Passed);
        toolRow("another name", kOrder, "The carrier is Postnl.", Failed, "Hermes");
        toolRow("a sum", "{\"prices\": [12.50, 30.25]}", "Together that is 42.75.", Passed);
        toolRow("no values", "It worked.", "It comes to 549.90 EUR.", NoData);
        toolRow("no result", "", "It comes to 549.90 EUR.", NoData);
    }
    void contradiction()
    {
        QFETCH(std::string, given);
        QFETCH(std::string, output);
        Subject subject;
        if (!given.empty())
            subject.toolResults = {given};
        subject.prompt = "Where is my order?";
        subject.output = output;
        verifyTool(telemetry::kContradiction, subject);
    }

    void toolCalls_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("arguments");
        QTest::addColumn<int>("state");
        QTest::addColumn<std::string>("reason");
        using enum EvaluationState;
        const auto add = [](const char* row, const char* name, const char* arguments,
                            EvaluationState state, const char* reason) {
            QTest::newRow(row) << std::string(name) << std::string(arguments)
                               << static_cast<int>(state) << std::string(reason);
        };
        add("fine", "find_order", "{\"order\": \"A-1\", \"limit\": 3}", Passed, "");
        add("not offered", "delete_order", "{\"order\": \"A-1\"}", Failed, "not offered");
        add("unknown argument", "find_order", "{\"order\": \"A-1\", \"depth\": 3}", Failed,
            "the field depth is not in the schema");
        add("missing argument", "find_order", "{\"limit\": 3}", Failed, "order is missing");
        add("wrong type", "find_order", "{\"order\": 17}", Failed, "type integer, not string");
        add("not among the choices", "find_order", "{\"order\": \"A-1\", \"by\": \"luck\"}", Failed,
            "none of its choices");
        add("no JSON", "find_order", "{order: A-1", Failed, "no JSON");
        add("without a schema", "ping", "{\"anything\": 1}", Passed, "");
        // As some instrumentations tell parallel calls of a stream.
        add("two joined", "pingfind_order", "{\"a\": 1}{\"order\": \"A-1\"}", Passed, "");
        add("two joined, one wrong", "find_orderping", "{\"order\": 17} {}", Failed,
            "type integer, not string");
        add("two joined, not told apart", "pingfind_order", "{\"order\": \"A-1\"}", NoData,
            "joined several calls into one, pingfind_order");
        add("two joined and more", "pingfind_orders", "{}{\"order\": \"A-1\"}", Failed,
            "not offered");
    }
    void toolCalls()
    {
        QFETCH(std::string, name);
        QFETCH(std::string, arguments);
        Subject subject;
        subject.hasNoAnswer = true;
        subject.toolsOffered = {
            {"find_order",
             "{\"type\": \"object\", \"required\": [\"order\"], \"properties\": {\"order\": "
             "{\"type\": \"string\"}, \"limit\": {\"type\": \"integer\"}, \"by\": {\"$ref\": "
             "\"#/$defs/by\"}}, \"$defs\": {\"by\": {\"enum\": [\"date\", \"state\"]}}}"},
            {"ping", ""}};
        subject.toolCalls = {{name, arguments}};
        verifyTool(telemetry::kFabrication, subject);
    }

    void symbols_data()
    {
        toolColumns();
        using enum EvaluationState;
        const std::string names = "# ours\nrequests\nTally.SDK\ntally.invoices.list_invoices\n"
                                  "/v1/orders/{id}\n/v1/orders\n";
        toolRow("installed", names, "Run `pip install requests==2.31 tally-sdk`.", Passed);
        toolRow("fabricated", names, "Run `pip install requests tally-sdk-pro`.", Failed,
                "installs tally-sdk-pro");
        toolRow("prose", names, "You can pip install requests, if you like.", Passed);
        toolRow("imported", names, "from tally.invoices import list_invoices\n", Passed);
        toolRow("import of nothing", names,
                "from tally.invoices import list_invoices, burn_invoices\n", Failed,
                "imports tally.invoices.burn_invoices");
        toolRow("unknown module", names, "from elsewhere.tools import hammer\n", Failed,
                "imports elsewhere.tools");
        toolRow("module imported", names, "```python\nimport requests, os.path as p\n```", Passed);
        toolRow("module not listed", names, "```python\nimport fastjsonreader_pro\n```", Failed,
                "imports fastjsonreader_pro");
        toolRow("of the language", names, "```py\nimport json\nfrom collections import deque\n```",
                NoData);
        toolRow("of the answer", names, "```py\nfrom utils import deque\nfrom .x import y\n```",
                NoData);
        toolRow("no import", names, "import duties, tariffs and fees are due", NoData);
        toolRow("another language", names, "```kotlin\nimport io.ktor.client\n```", NoData);
        toolRow("by its package's name", "pyyaml\n", "```python\nimport yaml\n```", Passed);
        toolRow("required", names, "```js\nconst x = require('leftpadd/core');\n```", Failed,
                "imports leftpadd/core");
        toolRow("imported in JavaScript", names,
                "```ts\nimport fs from 'node:fs';\nimport y from './y';\nimport z from "
                "\"@acme/z\";\n```",
                Failed, "imports @acme/z");
        toolRow("named in prose", names, "You can use the package `fastjsonreader_pro` for it.",
                Failed, "names the package fastjsonreader_pro");
        toolRow("warned of in prose", names, "Do not use the package `fastjsonreader_pro`.",
                NoData);
        toolRow("member", names, "Call `tally.invoices.list_invoices()` first.", Passed);
        toolRow("no member in prose", names, "Call `tally.invoices.burn_invoices()` first.", Failed,
                "calls tally.invoices.burn_invoices");
        toolRow("no member in code", "json\njson.load\n",
                "```python\nimport json\njson.read_file_safely('a')\n```", Failed,
                "calls json.read_file_safely");
        toolRow("another thing of that name", "json\njson.load\n",
                "```python\njson = get()\njson.read_file_safely('a')\n```", NoData);
        toolRow("a path, where none is listed", "json\njson.load\n", "Send `GET /v1/unicorns`.",
                NoData, "no path of an API");
        toolRow("a path beside one listed", names, "Send `GET /v1/unicorns`.", Failed,
                "/v1/unicorns");
        toolRow("import by a bill of materials", "pkg:pypi/tally@2.0\n",
                "```python\nimport anything\n```", NoData);
        toolRow("a path", names, "Call GET https://api.shop.test/v1/orders/17?full=1.", Passed);
        toolRow("no path", names, "Call GET /v1/orders/17/burn.", Failed, "/v1/orders/17/burn");
        toolRow(
            "bill of materials",
            "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"name\": \"left-pad\", \"version\": "
            "\"1\"}]}",
            "npm install left-pad right-pad", Failed, "installs right-pad");
        toolRow("another ecosystem", "pkg:pypi/tally@2.0\n", "npm install left-pad", NoData);
        toolRow("package URLs", "pkg:npm/%40acme/ledger\n", "npm install @acme/ledger @acme/purse",
                Failed, "installs @acme/purse");
        toolRow("OpenAPI",
                "{\"openapi\": \"3.1.0\", \"paths\": {\"/v1/users/{id}\": {\"get\": {}}}}",
                "DELETE /v1/users/7", Passed);
    }
    void symbols()
    {
        QFETCH(std::string, given);
        QFETCH(std::string, output);
        auto list = SymbolList::read(given);
        QVERIFY(list);
        Subject subject;
        subject.output = output;
        subject.symbols = std::make_shared<const SymbolList>(std::move(*list));
        verifyTool(telemetry::kFabrication, subject);
        subject.symbols.reset();
        QVERIFY(judgeTool(telemetry::kFabrication, subject).state == EvaluationState::NoData);
    }

    void listsWithoutANameAreRefused()
    {
        for (const char* text : {"", "# nothing\n", "{\"openapi\": \"3.1.0\"}", "{broken",
                                 "requests\n\xFF\xFEr\n", "requests\n\x01\x02\n"})
            QVERIFY(!SymbolList::read(text));
        QVERIFY(!SymbolList::read(std::string("requests\n\0\n", 11)));
        QVERIFY(!SymbolList::read(std::string(5000, 'a')));
    }

    void citations_data()
    {
        toolColumns();
        using enum EvaluationState;
        toolRow("a passage", kPassages, "Within 5 days [kb-101].", Passed, "1 citation");
        toolRow("no passage", kPassages, "Within 5 days [kb-110].", Failed, "kb-110");
        toolRow("a number", "[1] One thing.\n[2] Another.", "So it is [2].", Passed);
        toolRow("no number", "[1] One thing.\n[2] Another.", "So it is [3].", Failed,
                "it cites source 3 of 2");
        toolRow("no such passage", "passage 1: x\npassage 2: y", "(Passage 4) says so.", Failed,
                "passage 4 of 2");
        toolRow("an index", kPassages, "values[3] is the last.", NoData);
        toolRow("a link", kPassages, "See https://www.shop.test/refunds/.", Passed);
        toolRow("no link", kPassages, "See https://shop.test/returns.", Failed,
                "shop.test/returns");
        toolRow("a shorter link", kPassages, "See https://shop.test/refund now.", Failed,
                "shop.test");
        toolRow("a host within one", kPassages, "See https://op.test now.", Passed,
                "links to op.test");
        toolRow("its home", kPassages, "See https://shop.test now.", Passed);
        toolRow("an example", kPassages, "As in https://example.com/x.", NoData);
        toolRow("no DOI", kPassages, "See https://doi.org/10.1000/182.", Failed, "DOI");
        toolRow("quoted", kPassages,
                "The passage states \"the refund is sent to the card you paid with\".", Passed);
        toolRow("misquoted", kPassages,
                "The passage states “the refund is sent to the bank you like most”.", Failed,
                "quotes");
        toolRow("an example in quotes", kPassages,
                "Write \"I would like to have my money back please\" to us.", NoData);
        toolRow("nothing given", "", "See https://shop.test/returns.", NoData);
    }
    void citations()
    {
        QFETCH(std::string, given);
        QFETCH(std::string, output);
        Subject subject;
        if (!given.empty())
            subject.context = given;
        subject.output = output;
        verifyTool(telemetry::kCitations, subject);
    }

    void format_data()
    {
        toolColumns();
        using enum EvaluationState;
        const std::string words = "Answer in JSON.";
        toolRow("not asked for", "Tell me of JSON.", "It is a format.", NoData);
        toolRow("JSON", words, "{\"a\": 1}", Passed);
        toolRow("fenced", words, "```json\n{\"a\": 1}\n```", Passed);
        toolRow("prose", words, "There is nothing to say.", Failed, "there is none");
        toolRow("broken", words, "{\"a\": 1,", Failed, "cannot be parsed");
        toolRow("with words around", "Respond with JSON only.", "Sure: {\"a\": 1} as you asked.",
                Failed, "other text around");
        toolRow("by request", "@", "```json\n{\"a\": 1}\n```", Failed, "fence");
        toolRow("schema",
                "{\"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"integer\"}}}",
                "{\"a\": \"x\"}", Failed, "the field a is of type string, not integer");
        toolRow("schema kept", "{\"schema\": {\"properties\": {\"a\": {\"type\": \"number\"}}}}",
                "{\"a\": 1, \"b\": 2}", Passed);
        toolRow("closed schema",
                "{\"additionalProperties\": false, \"properties\": {\"a\": {\"anyOf\": [{\"type\": "
                "\"null\"}, {\"type\": \"array\", \"items\": {\"minimum\": 3}}]}}}",
                "{\"a\": [3, 2], \"b\": 2}", Failed, "the field b is not in the schema");
    }
    void format()
    {
        QFETCH(std::string, given);
        QFETCH(std::string, output);
        Subject subject;
        subject.output = output;
        const bool isSchema = given.starts_with('{');
        subject.isJsonRequested = isSchema || given == "@";
        if (isSchema)
            subject.requestedSchema = given;
        else
            subject.prompt = given;
        verifyTool(telemetry::kFormat, subject);
    }

    void consistency_data()
    {
        toolColumns(); // given: an earlier answer
        using enum EvaluationState;
        toolRow("once", "", "The warranty of the laptop is 24 months.", NoData);
        toolRow("the same", "The warranty of the laptop is 24 months.",
                "The warranty of the laptop is 24 months.", Passed);
        toolRow(
            "within", "",
            "The warranty of the laptop is 24 months. Write to us. The laptop has a warranty of 36 "
            "months, is that fine? The warranty of the laptop is 36 months.",
            Failed, "with another figure");
        toolRow(
            "across", "The warranty of the laptop is 24 months.",
            "The warranty of the laptop is 36 months.", Failed,
            "it states “The warranty of the laptop is 36 months.”, an earlier answer “The warranty "
            "of the laptop is 24 months.”, with another figure");
        toolRow("negation", "Opened earbuds can be returned within 14 days.",
                "Opened earbuds can't be returned within 14 days.", Failed, "negation");
        toolRow("a list", "", "Step 1 of the plan takes 5 days. Step 2 of the plan takes 6 days.",
                NoData);
        toolRow("others", "",
                "The warranty of the laptop is 24 months. The warranty of the phone is 12 months.",
                Passed);
        toolRow("pronouns", "",
                "The red team won. It scored 3 great goals there. It scored 5 great goals there.",
                NoData);
    }
    void consistency()
    {
        QFETCH(std::string, given);
        QFETCH(std::string, output);
        Subject subject;
        subject.output = output;
        StatementMemory memory;
        static_cast<void>(memory.exchange("c", statementsOf(given)));
        subject.earlierStatements = memory.exchange("c", statementsOf(output));
        verifyTool(telemetry::kConsistency, subject);
        // The same from the conversation as it was sent.
        subject.earlierStatements.clear();
        if (!given.empty())
            subject.earlierAnswers = {given};
        verifyTool(telemetry::kConsistency, subject);
    }

    void memoryOfStatementsIsBounded()
    {
        StatementMemory memory;
        const auto said = statementsOf("The warranty of the laptop is 24 months.");
        QCOMPARE(said.size(), std::size_t{1});
        for (int i = 0; i < 100; ++i)
            QVERIFY(memory.exchange("c", said).size() <= 32);
        for (int i = 0; i < 5000; ++i)
            static_cast<void>(memory.exchange(std::to_string(i), said));
        QVERIFY(memory.exchange("c", said).empty()); // it started anew
    }

    // What the telemetry tells of a generation arrives at the checks.
    void generationsTellOfTools()
    {
        telemetry::Generation generation;
        generation.contentState = telemetry::ContentState::Captured;
        generation.toolsOffered = {"find_order"};
        generation.toolSchemas = {"{\"properties\": {\"order\": {\"type\": \"string\"}}}"};
        generation.outputFormat = "json";
        telemetry::Part result;
        result.kind = telemetry::PartKind::ToolCallResponse;
        result.json = kOrder;
        generation.inputMessages = {{.role = "tool", .parts = {result}, .finishReason = {}}};
        telemetry::Part call;
        call.kind = telemetry::PartKind::ToolCall;
        call.name = "find_order";
        call.json = "{\"oder\": \"A-1\"}";
        generation.outputMessages = {{.role = "assistant", .parts = {call}, .finishReason = {}}};
        const Subject subject = subjectOf(generation);
        QVERIFY(subject.isJsonRequested && subject.hasNoAnswer);
        QCOMPARE(subject.toolResults.size(), std::size_t{1});
        QVERIFY(judgeTool(telemetry::kFabrication, subject).state == EvaluationState::Failed);
        QVERIFY(judgeTool(telemetry::kFormat, subject).state == EvaluationState::NoData);
    }

    // JSON that the live reader takes for code is held against what was asked for all the same.
    void jsonIsCheckedThoughItLooksLikeCode()
    {
        telemetry::Generation generation;
        generation.contentState = telemetry::ContentState::Captured;
        telemetry::Part question;
        question.kind = telemetry::PartKind::Text;
        question.text = "Reply in JSON with the keys user_id and user_name.";
        generation.inputMessages = {{.role = "user", .parts = {question}, .finishReason = {}}};
        telemetry::Part answer;
        answer.kind = telemetry::PartKind::Text;
        answer.text = "```json\n{\"user_id\": 7, \"user_name\": }\n```";
        generation.outputMessages = {{.role = "assistant", .parts = {answer}, .finishReason = {}}};
        const Subject broken = subjectOf(generation);
        QCOMPARE(broken.task, std::string("code"));
        QVERIFY(judgeTool(telemetry::kFormat, broken).state == EvaluationState::Failed);
        generation.outputMessages[0].parts[0].text =
            "```json\n{\"user_id\": 7, \"user_name\": \"Ada\"}\n```";
        QVERIFY(judgeTool(telemetry::kFormat, subjectOf(generation)).state
                == EvaluationState::Passed);
    }

    void hostileInput_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("deep JSON") << QByteArray("{\"a\":").repeated(100'000);
        QTest::newRow("quotes") << QByteArray("said \"").repeated(100'000);
        QTest::newRow("links") << QByteArray("https://").repeated(100'000);
        QTest::newRow("brackets") << QByteArray("[1][kb-1").repeated(100'000);
        QTest::newRow("installs") << QByteArray("pip install -x ").repeated(50'000);
        QTest::newRow("paths") << QByteArray("/v1/").repeated(200'000);
        QTest::newRow("figures") << QByteArray("1,234.5-6 a-1 ").repeated(50'000);
        QTest::newRow("bytes") << QByteArray("\x80\xE2\xFF[\"").repeated(50'000);
    }
    void hostileInput()
    {
        QFETCH(QByteArray, text);
        Subject subject;
        subject.output = text.toStdString();
        subject.context = text.toStdString();
        subject.prompt = "Answer in JSON.";
        subject.toolResults = {text.toStdString(), kOrder};
        subject.toolsOffered = {{"f", text.toStdString()}};
        subject.toolCalls = {{"f", text.toStdString()}};
        subject.requestedSchema = text.toStdString();
        subject.isJsonRequested = true;
        auto list = SymbolList::read("x\n/v1/{id}\n");
        QVERIFY(list);
        subject.symbols = std::make_shared<const SymbolList>(std::move(*list));
        for (const char* check :
             {telemetry::kContradiction, telemetry::kFabrication, telemetry::kCitations,
              telemetry::kConsistency, telemetry::kFormat}) {
            const Judgement judgement = judgeTool(check, subject);
            QVERIFY(telemetry::isValidUtf8(judgement.reason));
            QVERIFY(judgement.reason.size() < 2000);
            QVERIFY(judgement.findings.size() <= 64);
        }
    }
};

QTEST_APPLESS_MAIN(TestToolChecks)
#include "tst_toolchecks.moc"
