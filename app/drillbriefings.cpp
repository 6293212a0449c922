// SPDX-License-Identifier: GPL-3.0-or-later

// What is told before a drill: resources/drills, word for word.

#include "app/drilltexts.h"

#include <QtGlobal>

#include <array>

namespace drilltexts {

namespace {

constexpr std::array kBriefings{
    // Of all drills.
    QT_TRANSLATE_NOOP(
        "drills",
        "You are on call tonight for the three AI services of a web shop. Nobody else is awake."),
    QT_TRANSLATE_NOOP(
        "drills",
        "support-bot answers the customers of four shops from help articles that a search finds "
        "for it. code-assistant reviews changes in a deploy pipeline and suggests code that "
        "calls a billing SDK. agent-orders looks orders up and changes them with tools, and "
        "passes on what support-bot has told a customer."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The services, their users, the known answers and the control plane are simulated, and "
        "nobody is hurt. The console is the real one: its checks, alarms, runbooks, levers and "
        "the recording. Time is real too."),
    // agent-loop
    QT_TRANSLATE_NOOP("drills", "The bill that explodes"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The bill of agent-orders has doubled within minutes. Customers wait for their answers, "
        "and some were told a wrong state of their order."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Find out since when and by what, limit it, and watch cost and answers come back."),
    // context-truncation
    QT_TRANSLATE_NOOP("drills", "The bot that stops talking"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Customers write that the support bot stops in the middle of a sentence. Status codes "
        "are all 200, and it has even become faster."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Find what changed, take it back for the customers that it reaches, and show that "
        "answers are whole again."),
    // cut-attributes
    QT_TRANSLATE_NOOP("drills", "Answers that cannot be held against anything"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The board cannot say any more whether the answers of the support bot rest on what it "
        "was given: that check has become unknown for nearly all of them. No alarm has come, and "
        "no customer has complained."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Say whether the answers are wrong, or something else is. Move only what ends it."),
    // fabricated-apis
    QT_TRANSLATE_NOOP("drills", "Deployments that should not have failed"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Two deployments broke in the night although every test had passed. The code in question "
        "came from code-assistant. Its uptime board is green."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Say what is wrong and since when, limit the damage, and show that it is over. Take the "
        "incident on before you act."),
    // judge-drift
    QT_TRANSLATE_NOOP("drills", "Every board turns red"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The truthfulness of all services has fallen within minutes, and the head of support "
        "wants everything rolled back, now."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Say whether the answers became worse before anybody moves a service. Then move what has "
        "to be moved."),
    // lost-context
    QT_TRANSLATE_NOOP("drills", "Rules that do not exist"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Some customers were told rules that no article holds; others who asked the same were "
        "told the right ones. Nothing failed and nothing is slow."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Find what the wrong answers share and stop them. Then find out, on the page Spread, "
        "where they have gone since: that is part of this drill, and there is a minute for it "
        "after the alarms have cleared."),
    // overload
    QT_TRANSLATE_NOOP("drills", "The bot that talks in circles"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The shop has its sale tonight. Customers write that the support bot repeats itself and "
        "makes no sense; every answer is delivered. Nobody has released anything."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Find out when it happens and when it does not, and what to send away so that the rest "
        "is served well."),
    // poisoned-index
    QT_TRANSLATE_NOOP("drills", "Green scores, angry customers"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Customers insist on what the support bot promised them about refunds. The staff of the "
        "shop says that no such rule was ever made. All scores are green."),
    QT_TRANSLATE_NOOP(
        "drills", "Find what the wrong promises rest on, and go back to where they were not made."),
    // skewed-clock
    QT_TRANSLATE_NOOP("drills", "Effects before their causes"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The board of the support bot looks odd: results seem to come a minute late, and things "
        "seem to follow each other in the wrong order. Customers notice nothing."),
    QT_TRANSLATE_NOOP(
        "drills", "Say whether the service is ill or only looks it, and put right what has to be."),
    // spoilt-adapter
    QT_TRANSLATE_NOOP("drills", "Two shops, other numbers"),
    QT_TRANSLATE_NOOP(
        "drills",
        "One of the four shops complains: the support bot states other days and amounts than its "
        "help pages. Two others say that all is well."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Find out whose answers are wrong and whose are not, and put the wrong ones right "
        "without touching the others."),
    // stale-index
    QT_TRANSLATE_NOOP("drills", "The wrong rules, faithfully"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Customers were told rules that are not those of the shop, in the best of words. All "
        "scores of faithfulness are green."),
    QT_TRANSLATE_NOOP("drills",
                      "Find what the wrong answers share, and go back to where they were right."),
    // ungrounded-prompt
    QT_TRANSLATE_NOOP("drills", "A promise nobody made"),
    QT_TRANSLATE_NOOP(
        "drills",
        "A customer was promised an express delivery for nothing. No article says so. Others who "
        "asked the same were answered as always."),
    QT_TRANSLATE_NOOP(
        "drills", "Find what the wrong answers share, and take it back for those whom it reaches."),
    // unseen-answers
    QT_TRANSLATE_NOOP("drills", "The quiet tile"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The tile of the support bot shows hardly any figures, and its requests seem to have "
        "fallen by more than half. No customer has complained."),
    QT_TRANSLATE_NOOP("drills",
                      "Say what is not known, and why. Do not move a service that is well."),
};

} // namespace

std::span<const char* const> briefings()
{
    return kBriefings;
}

} // namespace drilltexts
