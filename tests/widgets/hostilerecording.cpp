// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/hostilerecording.h"

#include "models/dialect/interpreter.h"
#include "models/items/annotation.h"
#include "models/items/sidenotes.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/sampling/reask.h"
#include "models/store/writer.h"
#include "tests/widgets/pagefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <string>
#include <utility>
#include <vector>

namespace pagetest {

namespace {

std::string json(const QJsonArray& array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}
std::string messages(const std::vector<std::pair<std::string, std::string>>& rolesAndTexts)
{
    QJsonArray all;
    for (const auto& [role, text] : rolesAndTexts)
        all << QJsonObject{
            {QStringLiteral("role"), QString::fromStdString(role)},
            {QStringLiteral("parts"),
             QJsonArray{QJsonObject{{QStringLiteral("type"), QStringLiteral("text")},
                                    {QStringLiteral("content"), QString::fromStdString(text)}}}}};
    return json(all);
}

std::vector<otlp::OutgoingSpan> trace(unsigned char number, const std::string& evil,
                                      const std::string& longText, const std::string& days,
                                      double start)
{
    const auto span = [&](unsigned id, unsigned parent, const char* name, double from, double to) {
        otlp::OutgoingSpan made;
        made.trace = spanKey(number, id).trace;
        made.id = spanKey(number, id).span;
        made.parent = static_cast<telemetry::SpanId>(parent);
        made.name = name + evil;
        made.start = at(start + from);
        made.end = at(start + to);
        made.attributes = {{"custom." + evil, evil}};
        return made;
    };
    const std::string rule = "Opened items can be returned within 30 days of delivery. ";
    const std::string question = "How long can I return opened items? " + evil;
    auto agent = span(1, 0, "invoke_agent ", 0, 7);
    agent.attributes.insert(
        agent.attributes.end(),
        {{"gen_ai.operation.name", std::string("invoke_agent")}, {"gen_ai.agent.name", evil}});
    auto retrieval = span(2, 1, "retrieve ", 0.1, 1);
    retrieval.attributes.insert(
        retrieval.attributes.end(),
        {{"gen_ai.operation.name", std::string("retrieval")},
         {"gen_ai.data_source.id", evil},
         {"gen_ai.retrieval.query.text", question},
         {"gen_ai.retrieval.documents",
          json(QJsonArray{QJsonObject{
              {QStringLiteral("id"), QString::fromStdString("kb-1" + evil)},
              {QStringLiteral("title"), QString::fromStdString(evil)},
              {QStringLiteral("content"), QString::fromStdString(rule + longText)}}})}});
    const auto chat = [&](unsigned id, double from, const std::string& said) {
        auto made = span(id, 1, "chat ", from, from + 1);
        made.attributes.insert(made.attributes.end(),
                               {{"gen_ai.operation.name", std::string("chat")},
                                {"gen_ai.provider.name", evil},
                                {"gen_ai.conversation.id", "session " + evil},
                                {"gen_ai.request.model", "model " + evil},
                                {"gen_ai.response.model", "model " + evil},
                                {"gen_ai.usage.input_tokens", std::int64_t{3000}},
                                {"gen_ai.usage.output_tokens", std::int64_t{100}},
                                {"plumbline.context_window", std::int64_t{8192}},
                                {"gen_ai.input.messages",
                                 messages({{"system", "Be kind. " + evil},
                                           {"user", "Passages: " + rule + longText},
                                           {evil, evil},
                                           {"user", question}})},
                                {"gen_ai.output.messages", messages({{"assistant", said}})}});
        return made;
    };
    auto answer = chat(3, 1,
                       "Opened items can be returned within " + days + " of delivery. " + evil
                           + " Order 4711 was sent. " + longText);
    auto tool = span(4, 1, "execute_tool ", 3, 4);
    tool.status = telemetry::StatusCode::Error;
    tool.statusMessage = evil;
    tool.attributes.insert(tool.attributes.end(),
                           {{"gen_ai.operation.name", std::string("execute_tool")},
                            {"gen_ai.tool.name", "tool " + evil},
                            {"error.type", evil},
                            {"gen_ai.tool.call.arguments", "{\"a\":\"" + evil + "\"}"},
                            {"gen_ai.tool.call.result", evil + longText}});
    auto second = chat(5, 5, "That is all. " + evil);
    return {agent, retrieval, answer, tool, second};
}

telemetry::TimelineEntry reask(const std::string& evil)
{
    sampling::Reask again;
    again.trace = spanKey(9, 1).trace;
    again.suspect = spanKey(1, 3);
    again.endpoint = "https://" + evil;
    again.actor = "ada " + evil;
    again.time = at(30);
    again.targets = {{.model = "model " + evil, .role = "current"}};
    again.samplesEach = 2;
    again.estimate = evil;
    again.difference = evil;
    again.samples.resize(2);
    again.samples[0].text = "Within 30 days. " + evil;
    again.samples[1].number = 1;
    again.samples[1].error = "HTTP 500 " + evil;
    telemetry::TimelineEntry entry;
    entry.time = again.time;
    entry.kind = sampling::kEntryKind;
    entry.actor = again.actor;
    entry.text = sampling::inWords(again);
    entry.payload = sampling::payloadOf(again);
    return entry;
}

void writeTrace(store::Writer& writer, const std::string& evil,
                const std::vector<otlp::OutgoingSpan>& spans)
{
    const auto body = std::make_shared<const std::string>(otlp::encodeTraces(
        {{"service.name", "shop " + evil}, {"service.version", evil}}, "test", spans));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, body);
    if (!batch)
        qFatal("%s", batch.error().message.c_str());
    batch->recorded = at(28);
    batch->source = "test";
    const auto appended =
        writer.append(dialect::Interpreter::builtIn().interpret(std::move(*batch)));
    if (!appended)
        qFatal("%s", appended.error().message.c_str());
}

} // namespace

HostileRecording::HostileRecording(const std::string& evil, const std::string& longText)
{
    const auto opened = store::Writer::open(path());
    if (!opened)
        qFatal("%s", opened.error().message.c_str());
    store::Writer& writer = **opened;
    writeTrace(writer, evil, trace(2, evil, longText, "30 days", 0));
    writeTrace(writer, evil, trace(1, evil, longText, "45 days", 20));
    telemetry::Evaluation judged;
    judged.trace = spanKey(1, 3).trace;
    judged.span = spanKey(1, 3).span;
    judged.check = "groundedness";
    judged.evaluator = evil;
    judged.label = evil;
    judged.state = telemetry::EvaluationState::Failed;
    judged.badness = 0.9;
    judged.reason = "45 days stands nowhere: " + evil;
    judged.time = at(26);
    judged.recorded = at(27);
    telemetry::Evaluation ofTrace = judged;
    ofTrace.span = telemetry::SpanId::None;
    telemetry::Evaluation passed = judged;
    passed.trace = spanKey(2, 3).trace;
    passed.state = telemetry::EvaluationState::Passed;
    passed.badness = 0.01;
    passed.time = at(6);
    store::HealthResults results;
    results.evaluations = {judged, ofTrace, passed};
    results.suspicions = {{.trace = spanKey(1, 3).trace,
                           .span = spanKey(1, 3).span,
                           .probability = 0.9,
                           .reasons = evil,
                           .time = at(25)}};
    bool isWritten = writer.append(results).has_value();
    items::Annotation note;
    note.target.step = spanKey(1, 3);
    note.about = "step " + evil;
    note.text = "a note " + evil;
    auto entry = items::annotationEntry(note, at(25));
    entry.actor = "ada " + evil;
    isWritten = isWritten && writer.append(entry).has_value();
    isWritten = isWritten && writer.append(reask(evil)).has_value();
    if (!isWritten || !writer.commit())
        qFatal("The fixture could not be written.");
    if (!items::SideNotes(path()).append(entry, at(40)))
        qFatal("The note could not be written.");
}

std::string HostileRecording::path() const
{
    return m_folder.filePath(QStringLiteral("hostile.plumb")).toStdString();
}

} // namespace pagetest
