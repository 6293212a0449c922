// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/health/fleet.h"

namespace healthtest {

using namespace std::chrono_literals;
using namespace telemetry;
using health::Engine;
using health::Results;

namespace {

Message message(const std::string& role, const std::string& text)
{
    Message result;
    result.role = role;
    Part part;
    part.text = text;
    result.parts.push_back(part);
    return result;
}

} // namespace

Generation Fleet::answer(const std::string& service, const std::string& model, Timestamp time,
                         bool isFaulty, bool isCut)
{
    static const char* verbs[] = {"list",  "create", "close",  "refund",
                                  "merge", "export", "verify", "rotate"};
    static const char* nouns[] = {"invoices", "customer", "payment", "ledger", "credit", "report"};
    const std::string verb = verbs[below(8)];
    const std::string noun = nouns[below(6)];
    const std::string name = verb + "_" + noun;
    Generation generation;
    generation.trace.bytes[0] = 1;
    for (std::size_t i = 8; i < 16; ++i)
        generation.trace.bytes[i] = static_cast<unsigned char>(m_engine());
    generation.span = SpanId{m_engine() | 1U};
    generation.start = time - 500ms;
    generation.end = time;
    generation.service = service;
    generation.operation = "chat";
    generation.modelRequested = "latest";
    generation.modelServed = model;
    generation.version = "1.0";
    generation.contentState = ContentState::Captured;
    generation.maxTokens = 256;
    generation.inputTokens = 180 + static_cast<std::int64_t>(below(60));
    generation.outputTokens = isCut ? 256 : 40 + static_cast<std::int64_t>(below(60));
    generation.finishReasons = {isCut ? "length" : "stop"};
    const std::string reference = "Reference of the billing kit. Function " + name
        + " of module billing." + noun
        + ". It needs the argument limit, which is at most 200, and raises NotPermitted when "
          "the key lacks the right. "
          "Every call is written to the audit log. Example: result = "
        + name
        + "(limit=50). Calls are safe to repeat for one day. The key is read from the "
          "environment.";
    generation.documents = {{.id = "doc", .title = name, .content = reference, .score = 0.9}};
    generation.inputMessages = {
        message("user", "How do I " + verb + " the " + noun + " in the nightly job?")};
    const std::string called =
        isFaulty ? "auto_" + name + "_v" + std::to_string(2 + below(7)) : name;
    std::string text = "To " + verb + " the " + noun + " use `" + called
        + "`:\n\n```python\nresult = " + called + "(limit=50)\n```\n\n"
        + (chance(0.3) ? "Keep in mind that every call is written to the audit log."
                       : "Calls are safe to repeat for one day.");
    if (isCut)
        text.resize(text.size() - 20);
    generation.outputMessages = {message("assistant", text)};
    return generation;
}

Evaluation judged(double badness, Timestamp time)
{
    Evaluation evaluation;
    evaluation.check = "helpfulness";
    evaluation.state = badness >= 0.5 ? EvaluationState::Failed : EvaluationState::Passed;
    evaluation.badness = badness;
    evaluation.time = time;
    return evaluation;
}

AlarmTransition raiseOne(Engine& engine, Fleet& fleet, Timestamp& time)
{
    for (int i = 0; i < 600; ++i, time += 200ms) {
        const Generation generation = fleet.answer("bot", "m", time);
        engine.observe(
            judged(i < 300 ? (fleet.chance(0.05) ? 1 : 0) : (fleet.chance(0.9) ? 1 : 0), time),
            &generation, time);
        const Results results = engine.take();
        if (!results.alarms.empty())
            return results.alarms.front();
    }
    return {};
}

std::vector<AlarmTransition> feed(Engine& engine, Fleet& fleet, Timestamp& time, int count,
                                  double badness)
{
    std::vector<AlarmTransition> transitions;
    for (int i = 0; i < count; ++i, time += 200ms) {
        const Generation generation = fleet.answer("bot", "m", time);
        engine.observe(judged(badness, time), &generation, time);
        const Results results = engine.take();
        transitions.insert(transitions.end(), results.alarms.begin(), results.alarms.end());
    }
    return transitions;
}

std::vector<AlarmTransition> feedGraded(Engine& engine, Fleet& fleet, Timestamp& time, int count,
                                        double mean)
{
    std::vector<AlarmTransition> transitions;
    for (int i = 0; i < count; ++i) {
        const double badness = mean * static_cast<double>(fleet.below(2001)) / 1000;
        const auto made = feed(engine, fleet, time, 1, badness);
        transitions.insert(transitions.end(), made.begin(), made.end());
    }
    return transitions;
}

} // namespace healthtest
