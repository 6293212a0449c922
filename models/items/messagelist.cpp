// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/messagelist.h"

#include "models/items/formats.h"
#include "models/items/translation.h"
#include "models/telemetry/plausible.h"
#include "models/telemetry/redaction.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <utility>

namespace items {

namespace {

using Kind = MessageRow::Kind;

Kind kindOf(const telemetry::Part& part)
{
    switch (part.kind) {
    case telemetry::PartKind::Text:
        return Kind::Text;
    case telemetry::PartKind::Reasoning:
        return Kind::Reasoning;
    case telemetry::PartKind::ToolCall:
        return Kind::ToolCall;
    case telemetry::PartKind::ToolCallResponse:
        return Kind::ToolResult;
    case telemetry::PartKind::Blob:
    case telemetry::PartKind::Uri:
    case telemetry::PartKind::File:
        return Kind::Media;
    case telemetry::PartKind::Compaction:
        return Kind::Compaction;
    case telemetry::PartKind::Other:
        return Kind::Other;
    }
    return Kind::Other;
}

QString noteOf(const telemetry::Part& part)
{
    if (part.isEncrypted)
        return tr("Sent encrypted; it cannot be read here.");
    switch (kindOf(part)) {
    case Kind::Media:
        return part.kind == telemetry::PartKind::Blob
            ? tr("Inline media; its bytes are not kept.")
            : tr("A reference; the console does not fetch it.");
    case Kind::Compaction:
        return tr("The history before this was compacted.");
    default:
        return {};
    }
}

// What similarity::forEachText() calls it.
std::optional<similarity::PlaceKind> placeKindOf(const telemetry::Message& message,
                                                 const telemetry::Part& part, bool isOutput)
{
    using similarity::PlaceKind;
    const PlaceKind said = isOutput ? PlaceKind::Output : PlaceKind::Input;
    switch (part.kind) {
    case telemetry::PartKind::Text:
        return message.role == "tool" ? PlaceKind::ToolResult : said;
    case telemetry::PartKind::Reasoning:
        return isOutput ? PlaceKind::Reasoning : said;
    case telemetry::PartKind::ToolCall:
        return isOutput ? PlaceKind::ToolArgument : said;
    case telemetry::PartKind::ToolCallResponse:
        return PlaceKind::ToolResult;
    case telemetry::PartKind::Compaction:
        return said;
    default:
        return std::nullopt;
    }
}

MessageRow rowOf(const telemetry::Message& message, const telemetry::Part& part, bool isOutput)
{
    MessageRow row{.kind = kindOf(part),
                   .isOutput = isOutput,
                   .role = message.role,
                   .name = part.kind == telemetry::PartKind::Other ? part.typeName : part.name,
                   .text = part.text,
                   .note = noteOf(part)};
    if (!part.json.empty()) {
        if (!row.text.empty())
            row.text += '\n';
        row.text += part.json;
    }
    if (row.kind == Kind::Media && row.text.empty())
        row.text = part.id;
    if (row.text.empty() && row.note.isEmpty())
        row.note =
            row.kind == Kind::Reasoning ? tr("Its text is not in the telemetry.") : tr("Empty.");
    return row;
}

MessageRow passageOf(const std::vector<telemetry::Document>& documents, std::size_t index,
                     telemetry::SpanId span)
{
    const telemetry::Document& document = documents[index];
    MessageRow row{.kind = Kind::Passage,
                   .isOutput = false,
                   .role = {},
                   .name = document.title.empty() ? document.id : document.title,
                   .text = document.content,
                   .note = {}};
    if (document.score)
        row.note = tr("Score %1").arg(*document.score, 0, 'g', 4);
    if (row.text.empty())
        row.note = tr("Its text is not in the telemetry.");
    else
        row.place = {.span = span,
                     .kind = similarity::PlaceKind::Document,
                     .message = 0,
                     .part = index,
                     .start = 0,
                     .end = telemetry::codePointCount(row.text)};
    return row;
}

MessageRow stateRow(QString note, bool isOutput)
{
    return {.kind = Kind::State,
            .isOutput = isOutput,
            .role = {},
            .name = {},
            .text = {},
            .note = std::move(note)};
}

QString missingText(const telemetry::Generation& generation, bool isOutput)
{
    switch (generation.contentState) {
    case telemetry::ContentState::NotCaptured:
        return isOutput ? tr("The output was not captured: the service does not send it.")
                        : tr("The input was not captured: the service does not send it.");
    case telemetry::ContentState::Redacted:
        return isOutput ? tr("The output was redacted, by Plumbline or before it came here.")
                        : tr("The input was redacted, by Plumbline or before it came here.");
    case telemetry::ContentState::Encrypted:
        return isOutput ? tr("The output is encrypted.") : tr("The input is encrypted.");
    case telemetry::ContentState::Captured:
    case telemetry::ContentState::TelemetryTruncated:
        break;
    }
    if (isOutput && generation.isFailed)
        return tr("There is no output: the request failed.");
    return isOutput ? tr("The telemetry has no output.") : tr("The telemetry has no input.");
}

// About text that is there, but not as the model had it.
// `isOurs`: a marker of our redaction stands in it.
QString damageText(telemetry::ContentState state, bool isOurs)
{
    if (isOurs
        && (state == telemetry::ContentState::Redacted
            || state == telemetry::ContentState::Captured))
        return tr(
            "Parts were taken out by Plumbline's redaction; a marker names the rule. What may "
            "rest on them is not held against the answer.");
    switch (state) {
    case telemetry::ContentState::Redacted:
        return tr("Parts were redacted before they came here.");
    case telemetry::ContentState::TelemetryTruncated:
        return tr("Cut by a limit of the telemetry, not by the model: what is missing says nothing "
                  "about the answer.");
    case telemetry::ContentState::Encrypted:
        return tr("Parts are encrypted.");
    case telemetry::ContentState::Captured:
    case telemetry::ContentState::NotCaptured:
        return {};
    }
    return {};
}

// What is known of reasoning that nobody can read: none where it is there to be read, or where
// nothing tells that there was any.
std::optional<MessageRow> reasoningRow(const telemetry::Generation& generation)
{
    bool isSealed = false;
    for (const telemetry::Message& message : generation.outputMessages) {
        for (const telemetry::Part& part : message.parts) {
            if (part.kind != telemetry::PartKind::Reasoning)
                continue;
            if (!part.text.empty() || !part.json.empty())
                return std::nullopt;
            isSealed = isSealed || part.isEncrypted;
        }
    }
    const auto tokens = telemetry::plausibleTokens(generation.reasoningTokens);
    if (!tokens || *tokens == 0)
        return std::nullopt;
    const QString count =
        *tokens == 1 ? tr("1 token") : tr("%1 tokens").arg(items::countText(*tokens));
    return stateRow((isSealed
                         ? tr("Reasoning of %1 was reported; it was sent encrypted.")
                         : tr("Reasoning of %1 was reported; its text is not in the telemetry."))
                        .arg(count),
                    true);
}

MessageRow resultRow(const CallResult& result)
{
    if (!result.isJoined)
        return stateRow(result.fitting > 1
                            ? tr("%1 steps fit this call; which of them ran it is not told.")
                                  .arg(result.fitting)
                            : tr("One id stands for several calls: which of them the step ran is "
                                 "not told."),
                        false);
    QString note = result.isByPlace
        ? tr("of the step that ran it, joined by its place: no call id tells it")
        : tr("of the step that ran it");
    if (result.isFailed)
        note = tr("failed; %1").arg(note);
    if (result.text.empty())
        note = tr("A step ran this call; its result is not in the telemetry.");
    return {.kind = Kind::ToolResult,
            .isOutput = false,
            .role = {},
            .name = result.name,
            .text = result.text,
            .note = note};
}

std::size_t append(std::vector<MessageRow>& rows, const std::vector<telemetry::Message>& messages,
                   telemetry::SpanId span, bool isOutput,
                   const std::vector<CallResult>& results = {})
{
    const std::size_t before = rows.size();
    for (std::size_t m = 0; m < messages.size(); ++m) {
        for (std::size_t p = 0; p < messages[m].parts.size(); ++p) {
            rows.push_back(rowOf(messages[m], messages[m].parts[p], isOutput));
            MessageRow& row = rows.back();
            if (const auto kind = placeKindOf(messages[m], messages[m].parts[p], isOutput);
                kind && !row.text.empty())
                row.place = {.span = span,
                             .kind = *kind,
                             .message = m,
                             .part = p,
                             .start = 0,
                             .end = telemetry::codePointCount(row.text)};
            for (const CallResult& result : results) {
                if (result.message == m && result.part == p)
                    rows.push_back(resultRow(result));
            }
        }
    }
    return rows.size() - before;
}

} // namespace

std::vector<MessageRow> messageRows(const telemetry::Generation& generation,
                                    const std::vector<CallResult>& results)
{
    std::vector<MessageRow> rows;
    if (append(rows, generation.inputMessages, generation.span, false) == 0)
        rows.push_back(stateRow(missingText(generation, false), false));
    for (std::size_t i = 0; i < generation.documents.size(); ++i)
        rows.push_back(passageOf(generation.documents, i, generation.span));
    if (auto reasoning = reasoningRow(generation))
        rows.push_back(std::move(*reasoning));
    if (append(rows, generation.outputMessages, generation.span, true, results) == 0)
        rows.push_back(stateRow(missingText(generation, true), true));
    const bool hasText =
        std::any_of(rows.begin(), rows.end(), [](const auto& row) { return !row.text.empty(); });
    const bool isOurs = std::any_of(rows.begin(), rows.end(), [](const auto& row) {
        return telemetry::holdsRedaction(row.text);
    });
    const QString damage = damageText(generation.contentState, isOurs);
    if (hasText && !damage.isEmpty())
        rows.insert(rows.begin(), stateRow(damage, false));
    return rows;
}

std::vector<MessageRow> messageRows(const telemetry::Step& step)
{
    std::vector<MessageRow> rows;
    const auto add = [&](const std::string& text, bool isOutput) {
        if (!text.empty())
            rows.push_back(
                {.kind = isOutput ? Kind::ToolResult : Kind::ToolCall,
                 .isOutput = isOutput,
                 .role = {},
                 .name = step.name,
                 .text = text,
                 .note = {},
                 .place = claims::TextPlace{.span = step.span,
                                            .kind = isOutput ? similarity::PlaceKind::ToolResult
                                                             : similarity::PlaceKind::ToolArgument,
                                            .start = 0,
                                            .end = telemetry::codePointCount(text)}});
    };
    add(step.input, false);
    for (std::size_t i = 0; i < step.documents.size(); ++i)
        rows.push_back(passageOf(step.documents, i, step.span));
    add(step.output, true);
    if (rows.empty())
        rows.push_back(
            stateRow(tr("The telemetry has neither input nor output of this step."), false));
    return rows;
}

QString messageTitle(const MessageRow& row)
{
    switch (row.kind) {
    case Kind::ToolCall:
        return tr("Tool call");
    case Kind::ToolResult:
        return tr("Tool result");
    case Kind::Passage:
        return tr("Passage");
    case Kind::State:
        return {};
    default:
        break;
    }
    const QString sent = QString::fromStdString(row.role);
    const QString role = sent.isEmpty() ? tr("No role") : sent.left(1).toUpper() + sent.mid(1);
    switch (row.kind) {
    case Kind::Reasoning:
        return tr("%1, reasoning").arg(role);
    case Kind::Media:
        return tr("%1, media").arg(role);
    case Kind::Compaction:
        return tr("%1, compaction").arg(role);
    case Kind::Other:
        return tr("%1, other").arg(role);
    default:
        return role;
    }
}

} // namespace items
