// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/pagefixture.h"

#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/telemetry/utf8.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QWidget>

#include <array>

using namespace Qt::StringLiterals;

namespace pagetest {

namespace {

constexpr long long kStart = 1'795'488'660'000'000'000; // 2026-11-24T02:51:00Z

telemetry::SpanId spanId(unsigned number)
{
    return static_cast<telemetry::SpanId>(number);
}

std::string messagesJson(const std::vector<std::pair<const char*, std::string>>& messages)
{
    QJsonArray all;
    for (const auto& [role, text] : messages) {
        const QJsonObject part{{u"type"_s, u"text"_s},
                               {u"content"_s, QString::fromStdString(text)}};
        all << QJsonObject{{u"role"_s, QLatin1String(role)}, {u"parts"_s, QJsonArray{part}}};
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact).toStdString();
}

otlp::OutgoingSpan span(unsigned char trace, unsigned id, unsigned parent, const char* name,
                        double start, double end)
{
    otlp::OutgoingSpan result;
    result.trace = spanKey(trace, id).trace;
    result.id = spanId(id);
    result.parent = spanId(parent);
    result.name = name;
    result.start = at(start);
    result.end = at(end);
    return result;
}

void addModel(otlp::OutgoingSpan& span, const char* served)
{
    span.attributes.insert(span.attributes.end(),
                           {{"gen_ai.operation.name", std::string("chat")},
                            {"gen_ai.provider.name", std::string("glyph")},
                            {"gen_ai.request.model", std::string("glyph-large")},
                            {"gen_ai.response.model", std::string(served)},
                            {"gen_ai.usage.input_tokens", std::int64_t{3480}},
                            {"gen_ai.usage.output_tokens", std::int64_t{212}},
                            {"plumbline.context_window", std::int64_t{8192}},
                            {"gen_ai.response.finish_reasons", std::vector<std::string>{"stop"}}});
}

const char* const kPassage =
    "Client.list_invoices(limit, cursor) returns one page and the cursor of the next. There is no "
    "call that returns all pages; loop until cursor is null. Rate limit: 40 requests a second.";

std::vector<otlp::OutgoingSpan> incidentTrace()
{
    auto agent = span(1, 1, 0, "invoke_agent code-assistant", 0, 4.2);
    agent.attributes = {{"gen_ai.operation.name", std::string("invoke_agent")},
                        {"gen_ai.agent.name", std::string("code-assistant")}};
    auto retrieval = span(1, 2, 1, "retrieve sdk-reference", 0.05, 0.31);
    const QJsonArray documents{QJsonObject{{u"id"_s, u"sdk/invoices.md"_s},
                                           {u"content"_s, QString::fromLatin1(kPassage)},
                                           {u"score"_s, 0.83}}};
    retrieval.attributes = {
        {"gen_ai.operation.name", std::string("retrieval")},
        {"gen_ai.retrieval.query.text", std::string("list all invoices python")},
        {"gen_ai.retrieval.documents",
         QJsonDocument(documents).toJson(QJsonDocument::Compact).toStdString()}};
    auto chat = span(1, 3, 1, "chat glyph-large", 0.33, 2.91);
    addModel(chat, "glyph-large-2026-11-a");
    chat.attributes.emplace_back(
        "gen_ai.input.messages",
        messagesJson(
            {{"system", "You write Python for the billing SDK. Use only what the passages say."},
             {"user", std::string("Passages:\n") + kPassage},
             {"user", "How do I fetch all invoices of a customer?"}}));
    chat.attributes.emplace_back("gen_ai.output.messages",
                                 messagesJson({{"assistant", Recording::output()}}));
    auto tool = span(1, 4, 1, "execute_tool run_tests", 2.95, 3.6);
    tool.status = telemetry::StatusCode::Error;
    tool.attributes = {
        {"gen_ai.operation.name", std::string("execute_tool")},
        {"gen_ai.tool.name", std::string("run_tests")},
        {"gen_ai.tool.call.arguments", std::string("{\"path\":\"tests/test_invoices.py\"}")},
        {"gen_ai.tool.call.result",
         std::string("AttributeError: 'Client' object has no attribute 'fetch_all_pages'")}};
    auto second = span(1, 5, 1, "chat glyph-large", 3.65, 4.15);
    addModel(second, "glyph-large-2026-11-a");
    auto orphan = span(1, 6, 99, "guardrail check", 4.16, 4.19);
    return {agent, retrieval, chat, tool, second, orphan};
}

void write(store::Writer& writer, const std::string& service,
           const std::vector<otlp::OutgoingSpan>& spans)
{
    const auto body = std::make_shared<const std::string>(otlp::encodeTraces(
        {{"service.name", service}, {"service.version", std::string("4.2.0")}}, "test", spans));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, body);
    if (!batch)
        qFatal("%s", batch.error().message.c_str());
    batch->recorded = at(5);
    batch->source = "test";
    const auto appended =
        writer.append(dialect::Interpreter::builtIn().interpret(std::move(*batch)));
    if (!appended)
        qFatal("%s", appended.error().message.c_str());
}

telemetry::Finding findingOf(const std::string& output, const std::string& words, const char* kind)
{
    const std::size_t start = output.find(words);
    if (start == std::string::npos)
        return {};
    const std::int64_t first = telemetry::codePointCount(output.substr(0, start));
    return {.start = first,
            .end = first + telemetry::codePointCount(words),
            .kind = kind,
            .support = 0};
}

telemetry::Evaluation evaluation(const char* check, telemetry::EvaluationState state,
                                 double badness, const char* reason)
{
    telemetry::Evaluation result;
    result.trace = spanKey(1, 3).trace;
    result.span = spanId(3);
    result.check = check;
    result.evaluator = "plumbline";
    result.origin = telemetry::EvaluationOrigin::Validator;
    result.state = state;
    result.badness = badness;
    result.reason = reason;
    result.time = at(2.91);
    result.recorded = at(6);
    return result;
}

store::HealthResults incidentHealth()
{
    store::HealthResults results;
    auto grounded =
        evaluation("groundedness", telemetry::EvaluationState::Failed, 0.94,
                   "2 identifiers and 1 number that neither the passages nor the question "
                   "hold: fetch_all_pages, retry_forever, 500.");
    const std::string output = Recording::output();
    grounded.findings = {findingOf(output, "fetch_all_pages", "novel_identifier"),
                         findingOf(output, "retry_forever", "novel_identifier"),
                         findingOf(output, "500", "novel_number"),
                         findingOf(output, "handles paging for you", "novel_words")};
    results.evaluations = {grounded,
                           evaluation("truncation", telemetry::EvaluationState::Passed, 0.02,
                                      "Ends as sentences do.")};
    auto unknown = evaluation("consistency", telemetry::EvaluationState::NotCaptured, 0,
                              "No second answer to hold it against.");
    unknown.badness.reset();
    results.evaluations.push_back(unknown);
    results.suspicions = {
        {.trace = spanKey(1, 3).trace,
         .span = spanId(3),
         .probability = 0.94,
         .reasons = "novel identifier fetch_all_pages; novel number; tests failed",
         .time = at(0.33)}};
    return results;
}

telemetry::TimelineEntry entry(const char* kind, const char* actor, const char* text, double second,
                               const char* payload = "{}")
{
    telemetry::TimelineEntry result;
    result.time = at(second);
    result.recorded = at(second);
    result.kind = kind;
    result.actor = actor;
    result.subject = "breaker:code-assistant";
    result.text = text;
    result.payload = payload;
    return result;
}

} // namespace

telemetry::Timestamp at(double seconds)
{
    return telemetry::fromUnixNanos(kStart + static_cast<long long>(seconds * 1e9));
}

telemetry::SpanKey spanKey(unsigned char trace, unsigned span)
{
    telemetry::SpanKey key;
    key.trace.bytes.fill(0x5a);
    key.trace.bytes.back() = trace;
    key.span = spanId(span);
    return key;
}

std::string Recording::output()
{
    return "Use the paging helper, it handles paging for you:\n\n"
           "    client = Client(token)\n"
           "    for invoice in client.fetch_all_pages(\"invoices\", batch=500):\n"
           "        print(invoice.id)\n\n"
           "Wrap it in client.retry_forever() when the rate limit of 40 requests a second is hit.";
}

Recording::Recording()
{
    const auto opened = store::Writer::open(path());
    if (!opened)
        qFatal("%s", opened.error().message.c_str());
    store::Writer& writer = **opened;
    write(writer, "code-assistant", incidentTrace());
    store::HealthResults health = incidentHealth();
    static constexpr std::array kServices{"code-assistant", "support-bot", "order-agent"};
    static constexpr std::array kReasons{"novel identifier list_all; novel words",
                                         "history cut: 14 turns to 3", "cut off mid-sentence",
                                         "novel number 37"};
    for (unsigned i = 0; i < 24; ++i) {
        const auto trace = static_cast<unsigned char>(10 + i);
        auto chat = span(trace, 3, 0, "chat", i * 0.2, i * 0.2 + 0.1);
        addModel(chat, i % 3 == 0 ? "glyph-large-2026-11-a" : "glyph-large-2026-10-c");
        if (i % 5 != 4)
            chat.attributes.emplace_back(
                "gen_ai.output.messages",
                messagesJson({{"assistant",
                               "Call invoices.list_all(limit=37) once; the server keeps "
                               "the connection open until everything has been sent."}}));
        write(writer, kServices.at(i % 3), {chat});
        health.suspicions.push_back({.trace = spanKey(trace, 3).trace,
                                     .span = spanId(3),
                                     .probability = 0.91 - i * 0.02,
                                     .reasons = kReasons.at(i % 4),
                                     .time = at(i * 0.2)});
    }
    bool isWritten = writer.append(health).has_value();
    for (const auto& each :
         {entry("recording", "plumbline", "Recording continued", 1),
          entry("alarm", "detector", "code-assistant cites APIs that do not exist: 14 %, was 1.8 %",
                8, R"({"alarm":"A-0001","rateBefore":0.018,"rateNow":0.14})"),
          entry("note", "ada", "Looks like the 11-a rollout, asking the model team", 14),
          entry("arm", "ada", "Armed breaker:code-assistant: reset to tripped", 20),
          entry("action", "ada", "Fired breaker:code-assistant: reset to tripped", 22,
                R"({"lever":"breaker:code-assistant","before":"reset","to":"tripped"})"),
          entry("rung", "ada", "breaker:code-assistant, in effect: reached (read back: tripped)",
                23)})
        isWritten = isWritten && writer.append(each).has_value();
    if (!isWritten || !writer.commit())
        qFatal("The fixture could not be written.");
}

std::string Recording::path() const
{
    return m_folder.filePath(u"incident.plumb"_s).toStdString();
}

void Recording::append(const telemetry::TimelineEntry& entry) const
{
    const auto writer = store::Writer::open(path());
    if (!writer || !(*writer)->append(entry) || !(*writer)->commit())
        qFatal("An entry could not be written.");
}

void Recording::addSuspect(unsigned char trace, const std::string& output, double probability) const
{
    const auto writer = store::Writer::open(path());
    if (!writer)
        qFatal("The recording could not be opened.");
    auto chat = span(trace, 3, 0, "chat", 10, 11);
    addModel(chat, "glyph-large-2026-11-a");
    chat.attributes.emplace_back("gen_ai.output.messages", messagesJson({{"assistant", output}}));
    write(**writer, "code-assistant", {chat});
    store::HealthResults health;
    health.suspicions = {{.trace = spanKey(trace, 3).trace,
                          .span = spanId(3),
                          .probability = probability,
                          .reasons = "hostile",
                          .time = at(10)}};
    if (!(*writer)->append(health) || !(*writer)->commit())
        qFatal("The suspect could not be written.");
}

void Recording::addStep(unsigned char trace, unsigned number, unsigned parent,
                        const char* name) const
{
    const auto writer = store::Writer::open(path());
    if (writer)
        write(**writer, "code-assistant", {span(trace, number, parent, name, 0.4, 0.5)});
    if (!writer || !(*writer)->commit())
        qFatal("The step could not be written.");
}

void Recording::judgeFirst(const std::string& check, double probability,
                           const std::string& reasons) const
{
    const auto writer = store::Writer::open(path());
    if (!writer)
        qFatal("The recording could not be opened.");
    store::HealthResults health;
    auto judged = evaluation(check.c_str(), telemetry::EvaluationState::Failed, 0.79, "judged");
    judged.label = "fail";
    health.evaluations = {judged};
    health.suspicions = {{.trace = spanKey(1, 3).trace,
                          .span = spanId(3),
                          .probability = probability,
                          .reasons = reasons,
                          .time = at(0.33)}};
    if (!(*writer)->append(health) || !(*writer)->commit())
        qFatal("The result could not be written.");
}

runbook::LeverPlan breakerPlan()
{
    runbook::LeverPlan plan;
    plan.lever.id = "breaker:code-assistant";
    plan.lever.title = "Breaker of code-assistant";
    plan.lever.kind = "breaker";
    plan.lever.target = "code-assistant";
    plan.lever.environment = "production";
    plan.lever.significance = "Callers get the fallback model at once.";
    plan.lever.undoText = "Reset the breaker; the alias then serves what it served before.";
    plan.lever.token = runbook::TokenStrength::Atomic;
    plan.before.value = "reset";
    plan.before.version = "17";
    plan.before.exists = true;
    plan.to = "tripped";
    plan.requests = {{.method = "PUT",
                      .url = "http://127.0.0.1:8081/v1/breakers/code-assistant",
                      .headers = {{"Authorization", "Bearer ••••••"}, {"If-Match", "\"17\""}},
                      .body = "{\"state\":\"tripped\",\"reason\":\"INC-0042\"}"}};
    return plan;
}

runbook::FireResult verifiedResult()
{
    runbook::FireResult result;
    result.outcome = runbook::FireOutcome::Verified;
    result.rungs = {{.kind = runbook::RungKind::Sent,
                     .state = runbook::RungState::Reached,
                     .time = at(22),
                     .detail = {}},
                    {.kind = runbook::RungKind::Accepted,
                     .state = runbook::RungState::Reached,
                     .time = at(22.1),
                     .detail = "200 OK"},
                    {.kind = runbook::RungKind::InEffect,
                     .state = runbook::RungState::Reached,
                     .time = at(22.4),
                     .detail = "read back: tripped"}};
    result.before = breakerPlan().before;
    result.wasReadBack = true;
    return result;
}

runbook::Runbook sampleRunbook()
{
    const std::string markdown = R"(---
id: fabricated-apis
title: Answers name functions that do not exist
applies: A service that writes code starts to use names that its reference does not hold.
parameters:
  service: the service whose answers went wrong
---

## 1. Confirm

Open **Health** and look at `groundedness` of {service}. A real onset is a step:

- a calm baseline,
- then a rise that stays.

```step
id: confirm
kind: check
title: Confirm the onset
view: health
expect: The rate rose within the last minutes and stays up.
```

With the breaker tripped the gateway serves {service} from its fallback model.

```step
id: trip
kind: lever
title: Trip the breaker of {service}
service: "{service}"
lever: "breaker:{service}"
to: tripped
risk: safe
recover_within: 120s
why: The faulty model gets no more traffic.
```

```step
id: pin
kind: lever
title: Pin the last good model
lever: "pin:{service}"
to: tripped
risk: dangerous
```

```step
id: hand-over
kind: notify
title: Hand over
message: Read the timeline.
```
)";
    const auto parsed = runbook::parseRunbook(markdown);
    if (!parsed.problems.empty())
        qFatal("%s", parsed.problems.front().message.c_str());
    return parsed.runbook;
}
QStringList namelessWidgets(const QWidget& page)
{
    QStringList nameless;
    for (const QWidget* widget : page.findChildren<QWidget*>()) {
        const bool isReached =
            widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (isReached && (button == nullptr || button->text().isEmpty())
            && widget->accessibleName().isEmpty())
            nameless << QLatin1String(widget->metaObject()->className()) + widget->objectName();
    }
    return nameless;
}

} // namespace pagetest
