// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/contextwords.h"

#include "models/items/formats.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using trace::DropRule;
using trace::Filling;

constexpr std::size_t kNamesShown = 3;
constexpr std::size_t kNameBytes = 60;

struct ContextTexts
{
    Q_DECLARE_TR_FUNCTIONS(ContextWords)
};

QString counted(std::size_t count, const char* one, const char* many)
{
    return countedText(static_cast<std::int64_t>(count), ContextTexts::tr(one),
                       ContextTexts::tr(many));
}

QString safeName(const std::string& name)
{
    return QString::fromStdString(telemetry::visibleLine(name.substr(0, kNameBytes)));
}

// "kb-1, kb-2 and 4 more"
QString namesText(const std::vector<std::string>& names)
{
    QStringList shown;
    for (std::size_t i = 0; i < std::min(names.size(), kNamesShown); ++i)
        shown << safeName(names[i]);
    const QString all = shown.join(u", "_s);
    return names.size() > kNamesShown
        ? ContextTexts::tr("%1 and %2 more").arg(all).arg(names.size() - kNamesShown)
        : all;
}

// "3 turns dropped", "2 messages dropped", "Earlier turns dropped" where it is not known which.
QString subjectText(const trace::ContextDrop& drop)
{
    switch (drop.rule) {
    case DropRule::Overflow:
        return ContextTexts::tr("Refused");
    case DropRule::LeftOut:
        return ContextTexts::tr("%1 of %2 passages not given").arg(drop.names.size()).arg(drop.of);
    case DropRule::Replaced:
        return ContextTexts::tr("Passages exchanged");
    case DropRule::Shortened:
        return drop.names.empty()
            ? ContextTexts::tr("1 message shortened")
            : ContextTexts::tr("Result of %1 shortened").arg(namesText(drop.names));
    default:
        break;
    }
    if (drop.contents.empty())
        return drop.rule == DropRule::Server ? ContextTexts::tr("Input dropped")
                                             : ContextTexts::tr("Earlier turns dropped");
    const bool hasTurns = drop.turns > 0;
    if (drop.isLikely)
        return hasTurns ? counted(drop.turns, "1 turn likely dropped", "%1 turns likely dropped")
                        : counted(drop.contents.size(), "1 message likely dropped",
                                  "%1 messages likely dropped");
    return hasTurns ? counted(drop.turns, "1 turn dropped", "%1 turns dropped")
                    : counted(drop.contents.size(), "1 message dropped", "%1 messages dropped");
}

} // namespace

QString fillingText(Filling filling)
{
    switch (filling) {
    case Filling::System:
        return ContextTexts::tr("System");
    case Filling::History:
        return ContextTexts::tr("History");
    case Filling::Retrieved:
        return ContextTexts::tr("Passages");
    case Filling::Tools:
        return ContextTexts::tr("Tools");
    case Filling::Question:
        return ContextTexts::tr("Question");
    case Filling::Unattributed:
        return ContextTexts::tr("Not captured");
    case Filling::Reasoning:
        return ContextTexts::tr("Reasoning");
    case Filling::Output:
        return ContextTexts::tr("Output");
    }
    return {};
}

QString tokensText(std::int64_t tokens, bool isEstimated)
{
    return (isEstimated ? u"≈ "_s : QString())
        + countedText(tokens, ContextTexts::tr("1 token"), ContextTexts::tr("%1 tokens"));
}

QString ruleText(DropRule rule)
{
    switch (rule) {
    case DropRule::OldestFirst:
        return ContextTexts::tr("oldest first");
    case DropRule::Middle:
        return ContextTexts::tr("from the middle");
    case DropRule::Newest:
        return ContextTexts::tr("taken back");
    case DropRule::Everything:
        return ContextTexts::tr("no history given");
    case DropRule::Summary:
        return ContextTexts::tr("replaced by a summary");
    case DropRule::Note:
        return ContextTexts::tr("left out, as a note says");
    case DropRule::Replaced:
        return ContextTexts::tr("for those of this turn");
    case DropRule::Shortened:
        return ContextTexts::tr("only the beginning given");
    case DropRule::LeftOut:
        return ContextTexts::tr("retrieved only");
    case DropRule::Server:
        return ContextTexts::tr("by the server, silently");
    case DropRule::Overflow:
        return ContextTexts::tr("did not fit the window");
    }
    return {};
}

QString dropText(const trace::ContextDrop& drop)
{
    QStringList parts{subjectText(drop), ruleText(drop.rule)};
    if (drop.rule == DropRule::Overflow && drop.tokens)
        parts << ContextTexts::tr("%1 too many").arg(tokensText(*drop.tokens, !drop.isReported));
    else if (drop.tokens)
        parts << tokensText(*drop.tokens, !drop.isReported);
    else
        parts << ContextTexts::tr("tokens unknown");
    if (!drop.quoted.empty())
        parts << counted(drop.quoted.size(), "1 message that the answer quotes was read",
                         "%1 messages that the answer quotes were read");
    if (drop.needed > 0)
        parts << ContextTexts::tr("an answer needed it");
    return parts.join(u" · "_s);
}

QString dropReason(const trace::ContextDrop& drop)
{
    switch (drop.rule) {
    case DropRule::OldestFirst:
        return ContextTexts::tr(
            "The front of the conversation before is not in this input: what comes later "
            "has taken its place, as in a sliding window.");
    case DropRule::Middle:
        return ContextTexts::tr(
            "What stood between messages that are still there is not in this input.");
    case DropRule::Newest:
        return ContextTexts::tr(
            "The end of the conversation before is not in this input: a turn was taken back "
            "or asked again.");
    case DropRule::Everything:
        return ContextTexts::tr("Nothing of what was said in the turn before is in this input.");
    case DropRule::Summary:
        return ContextTexts::tr(
            "A summary stands for it: details that it leaves out are lost to the model.");
    case DropRule::Note:
        return ContextTexts::tr("The input itself says that earlier turns were left out.");
    case DropRule::Replaced:
        return ContextTexts::tr(
            "Each turn has passages of its own; those of the turn before made room.");
    case DropRule::Shortened:
        return ContextTexts::tr("Only the beginning of it is in this input.");
    case DropRule::LeftOut:
        return ContextTexts::tr("Retrieved and not in the input: %1.").arg(namesText(drop.names));
    case DropRule::Server:
        return ContextTexts::tr(
                   "Fewer tokens were counted than the text needs: %1. Which text it was is not "
                   "told; servers that do so drop the oldest.")
                   .arg(QString::fromStdString(drop.reason))
            + (drop.quoted.empty()
                   ? QString()
                   : u' '
                       + ContextTexts::tr(
                           "Here the oldest has words that the answer has nearly as they stand: "
                           "it was read, so that what was dropped is something else, or "
                           "nothing."));
    case DropRule::Overflow:
        return ContextTexts::tr(
            "The request did not fit into the window and was refused: no model read it.");
    }
    return {};
}

QString scaleText(double charactersPerToken, std::int64_t answers)
{
    if (answers <= 0)
        return ContextTexts::tr(
            "≈ by the kinds of characters: too few answers of this model tell how it counts");
    return ContextTexts::tr("≈ at %1 characters a token, as in %2 of this model")
        .arg(decimalText(charactersPerToken, 1),
             countedText(answers, ContextTexts::tr("1 answer"), ContextTexts::tr("%1 answers")));
}

QString windowText(const trace::ContextWindow& context)
{
    if (!context.window)
        return ContextTexts::tr("Size of the window unknown");
    const QString size = tokensText(*context.window, false);
    switch (context.source) {
    case trace::WindowSource::SameModel:
        return ContextTexts::tr("Window %1, as other calls of the model tell").arg(size);
    case trace::WindowSource::Refusal:
        return ContextTexts::tr("Window %1, as a refusal tells").arg(size);
    default:
        return ContextTexts::tr("Window %1, as the call tells").arg(size);
    }
}

QString fateText(trace::MessageFate fate)
{
    switch (fate) {
    case trace::MessageFate::Added:
        return ContextTexts::tr("Added");
    case trace::MessageFate::Kept:
        return ContextTexts::tr("Kept");
    case trace::MessageFate::Edited:
        return ContextTexts::tr("Edited");
    case trace::MessageFate::Dropped:
        return ContextTexts::tr("Dropped");
    }
    return {};
}

QString roleText(const trace::SessionMessage& message)
{
    const std::string& role = message.role;
    return role == "system"   ? ContextTexts::tr("System")
        : role == "developer" ? ContextTexts::tr("Developer")
        : role == "user"      ? ContextTexts::tr("User")
        : role == "assistant" ? ContextTexts::tr("Assistant")
        : role == "tool"      ? ContextTexts::tr("Tool")
        : role == "passage"   ? ContextTexts::tr("Passage")
        : role.empty()        ? ContextTexts::tr("No role")
                              : safeName(role);
}

QString textStateText(const trace::ContextTurn& turn)
{
    if (turn.isTextKnown)
        return {};
    switch (turn.state) {
    case telemetry::ContentState::TelemetryTruncated:
        return ContextTexts::tr(
            "Its text was cut on the way here by a limit of the telemetry, not by the "
            "service: what came and went is not known.");
    case telemetry::ContentState::Redacted:
        return ContextTexts::tr("Its text was redacted: what came and went is not known.");
    case telemetry::ContentState::Encrypted:
        return ContextTexts::tr("Its text is sealed: what came and went is not known.");
    default:
        return ContextTexts::tr("Its text was not captured: what came and went is not known.");
    }
}

QString turnText(const trace::ContextSession& session, std::size_t index)
{
    const trace::ContextTurn& turn = session.turns[index];
    const trace::ContextWindow& context = turn.context;
    QStringList parts{ContextTexts::tr("Turn %1 of %2")
                          .arg(countText(static_cast<std::int64_t>(index) + 1),
                               countText(static_cast<std::int64_t>(session.turns.size()))),
                      utcTimeText(turn.start)};
    if (context.used > 0) {
        const std::int64_t used =
            context.cut ? context.used - context.input + context.cut->kept : context.used;
        parts << (context.window
                      ? ContextTexts::tr("%1 of %2")
                            .arg(tokensText(used, context.isUsedEstimated && !context.cut),
                                 countText(*context.window))
                      : tokensText(used, context.isUsedEstimated && !context.cut));
    } else {
        parts << ContextTexts::tr("tokens unknown");
    }
    if (turn.isTextKnown && turn.before != trace::ContextTurn::kNone)
        parts << ContextTexts::tr("added %1").arg(tokensText(turn.addedTokens(), true));
    if (const QString state = textStateText(turn); !state.isEmpty())
        parts << state;
    for (const trace::ContextDrop& drop : turn.drops)
        parts << dropText(drop);
    return parts.join(u"; "_s);
}

} // namespace items
