// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/content.h"
#include "models/drill/random.h"
#include "models/drill/serving.h"
#include "models/otlp/encode.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drill {

// A span whose times are relative to the start of its episode.
struct PlannedSpan
{
    int parent = -1; // index into Episode::spans, -1 for the root
    std::string name;
    telemetry::SpanKind kind = telemetry::SpanKind::Internal;
    telemetry::StatusCode status = telemetry::StatusCode::Unset;
    std::string statusMessage;
    telemetry::Duration start{};
    telemetry::Duration duration{};
    otlp::Attributes attributes;
};

struct PlannedLog
{
    int span = 0; // index into Episode::spans
    telemetry::Duration at{}; // after the end of the episode when it is late
    int severity = 9;
    std::string eventName;
    otlp::Attributes attributes;
};

// What one generation said, for those who check it.
struct Utterance
{
    std::string context; // all the model was given besides the question
    std::string question;
    std::string answer;
    std::string finishReason;
    bool isInReach = false; // one of those that the fault's share is taken of
    bool isFaulty = false;
};

// A question and what was answered, as the history of a conversation holds them.
struct SaidTurn
{
    std::string question;
    std::string answer;
};

// A conversation that goes on.
struct Conversation
{
    std::uint64_t head = 0; // index of the request that opened it
    std::vector<SaidTurn> turns; // since then, oldest first
};

// What support told a customer, who comes back with it to the order agent later.
struct Handover
{
    std::string conversation;
    Caller caller;
    std::string statement; // as it was said
    std::string article; // JSON: what the knowledge base says of it
    bool isFaulty = false;
    int span = 0; // of the episode that said it
    telemetry::TraceId trace; // that said it, once it was sent
    telemetry::SpanId spanId{};
};

// Everything one user request makes a service do.
struct Episode
{
    std::vector<PlannedSpan> spans; // the root is first
    std::vector<PlannedLog> logs;
    std::vector<PlannedLog> late; // a judge's results
    std::vector<Utterance> utterances; // one a generation
    telemetry::Duration length{};
    bool isSampled = true; // else what the service tells of it is dropped before it is sent
    std::optional<Handover> handover{}; // what may be asked of another service later
    int planted = -1; // index of the span at which its fault struck; -1: none did
};

// What an episode is made from. The same seed and index give the same texts; ids and times differ.
struct EpisodeRequest
{
    const Content* content = nullptr;
    const Service* service = nullptr;
    Serving serving;
    Fault fault; // of the scenario; counts where serving.isFaulty
    std::uint64_t seed = 1;
    std::uint64_t index = 0;
    double load = 1; // 1 is normal; more is slower
    Caller caller{};
    const Conversation* conversation = nullptr; // that it goes on with; null: it opens one
    const Handover* handover = nullptr; // what an order request refers to; null: nothing
};

// How old the index is that is searched, in seconds, by the days between its version and the usual
// one, which is a day old.
std::int64_t indexAge(const EpisodeRequest& request);
// Whether its prompt is another version than the usual one, with other words for the same.
bool isReworded(const EpisodeRequest& request);

Episode makeSupportEpisode(const EpisodeRequest& request);
Episode makeCodeEpisode(const EpisodeRequest& request);
Episode makeOrderEpisode(const EpisodeRequest& request);

// Messages as the GenAI conventions write them: JSON text for gen_ai.input.messages and the like.
class MessageList
{
public:
    void addText(std::string_view role, std::string_view text, std::string_view finishReason = {});
    void addToolCall(std::string_view id, std::string_view name, std::string_view arguments);
    void addToolResponse(std::string_view id, std::string_view response);
    std::string json() const { return "[" + m_json + "]"; }
    std::size_t characters() const { return m_characters; } // of text, arguments and responses

private:
    void begin(std::string_view role, std::string_view partType);

    std::string m_json;
    std::size_t m_characters = 0;
};

// gen_ai.system_instructions: an array of one text part.
std::string systemInstructions(std::string_view text);
// `text` as a JSON string.
std::string inQuotes(std::string_view text);

std::int64_t tokensOf(std::size_t characters);
// The beginning of `text` that fits, not cut inside a UTF-8 sequence.
std::string cutToTokens(const std::string& text, std::int64_t tokens);

// One inference as its client saw it; content is added by the caller.
struct Inference
{
    std::string responseId;
    std::string conversation;
    std::int64_t inputTokens = 0;
    std::int64_t outputTokens = 0;
    std::int64_t maxTokens = 0;
    std::string finishReason; // empty: it failed
    telemetry::Duration queued{}; // before the model began
};
// Who asks, as services put it on their spans.
void addCaller(otlp::Attributes& attributes, const Caller& caller);
otlp::Attributes inferenceAttributes(const EpisodeRequest& request, const Inference& inference);
// Adds the span of an inference below the root and returns its index. Takes as long as a model
// would for so many tokens under this load, or until its client gives up; says how long it queued.
int addInference(Episode& episode, Random& random, const EpisodeRequest& request,
                 Inference& inference, telemetry::Duration start);
telemetry::Duration endOf(const PlannedSpan& span);
telemetry::Duration milliseconds(double count);

} // namespace drill
