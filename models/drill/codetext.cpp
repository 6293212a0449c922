// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/codetext.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace drill {

namespace {

constexpr double kSecondGoal = 0.45; // questions that ask for two things

using Parameters = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

// What the examples of the reference use.
const Parameters& exampleParameters()
{
    static const Parameters parameters{{"customer", "cus_1001"},
                                       {"invoice", "inv_20017"},
                                       {"payment", "pay_30021"},
                                       {"refund", "ref_4004"},
                                       {"subscription", "sub_5005"},
                                       {"export", "exp_606"},
                                       {"entry", "ent_70070"},
                                       {"credit", "crd_8008"},
                                       {"endpoint", "ep_12"},
                                       {"cents", "1500"},
                                       {"plan", "plan_team"},
                                       {"account", "1400"},
                                       {"limit", "50"},
                                       {"days", "14"},
                                       {"timeout", "300"},
                                       {"comment", "see the change record"}};
    return parameters;
}

// Those a question may name, with values of its own.
Parameters questionParameters(Random& random)
{
    const auto number = [&](std::uint64_t low, std::uint64_t span) {
        return std::to_string(low + random.below(span));
    };
    static const Names plans{"plan_basic", "plan_team", "plan_scale"};
    return {{"customer", "cus_" + number(1000, 9000)},
            {"invoice", "inv_" + number(10'000, 90'000)},
            {"payment", "pay_" + number(10'000, 90'000)},
            {"refund", "ref_" + number(1000, 9000)},
            {"subscription", "sub_" + number(1000, 9000)},
            {"export", "exp_" + number(100, 900)},
            {"entry", "ent_" + number(10'000, 90'000)},
            {"credit", "crd_" + number(1000, 9000)},
            {"plan", random.pick(plans)}};
}

// What the question says, and the reference's example for the rest.
CodeTask taskFor(Random& random, const ReferenceEntry& entry, const Parameters& asked)
{
    CodeTask task{.entry = &entry,
                  .parameters = exampleParameters(),
                  .invented = random.pick(entry.invented)};
    for (const auto& [name, value] : asked) {
        if (entry.goal.find("{" + name + "}") != std::string::npos)
            task.parameters[name] = value;
    }
    return task;
}

std::string callOf(const CodeTask& task)
{
    return filled(task.entry->call, task.parameters);
}

std::string questionOf(Random& random, const CodeTurn& turn)
{
    static const Names openers{
        "Review the step of pipeline {pipeline} that has to {goal}.",
        "Pipeline {pipeline}: write the step that has to {goal}.",
        "In {pipeline} we need to {goal}. What is the right code?",
        "How do I {goal} in pipeline {pipeline}?",
        "The step before the release of {pipeline} must {goal}. Please write it."};
    static const Names closers{"",
                               "",
                               " Keep it short.",
                               " Fail the step on an error.",
                               " Use the current SDK.",
                               " It runs unattended."};
    std::string goal = filled(turn.tasks.front().entry->goal, turn.tasks.front().parameters);
    if (turn.tasks.size() > 1)
        goal += " and then " + filled(turn.tasks[1].entry->goal, turn.tasks[1].parameters);
    return filled(random.pick(openers), {{"pipeline", turn.pipeline}, {"goal", goal}})
        + random.pick(closers);
}

// The name the answer uses, and its call. A fabricating model swaps the function's name, or adds a
// flag.
std::string spokenName(const CodeTask& task, bool isFabricated)
{
    return isFabricated && !task.entry->isCommand ? task.invented : task.entry->name;
}
std::string spokenCall(const CodeTask& task, bool isFabricated)
{
    std::string call = callOf(task);
    if (!isFabricated)
        return call;
    if (task.entry->isCommand)
        return call + " " + task.invented;
    return task.invented + call.substr(call.find('('));
}

std::string codeBlock(const CodeTurn& turn, const std::vector<bool>& isFabricated)
{
    const bool isShell = turn.tasks.front().entry->isCommand;
    std::string imports;
    std::string body;
    for (std::size_t i = 0; i < turn.tasks.size(); ++i) {
        const CodeTask& task = turn.tasks[i];
        if (!isShell) {
            imports += "from " + task.entry->module + " import " + spokenName(task, isFabricated[i])
                + "\n";
            body += task.entry->result + " = ";
        }
        body += spokenCall(task, isFabricated[i]) + "\n";
    }
    return std::string("```") + (isShell ? "bash" : "python") + "\n" + imports
        + (imports.empty() ? "" : "\n") + body + "```";
}

// The goal with the names that the answer is to be spoken with.
Parameters spokenParts(const CodeTask& task, bool isFabricated)
{
    const bool showsFlag = isFabricated && task.entry->isCommand;
    return {{"goal", filled(task.entry->goal, task.parameters)},
            {"name", spokenName(task, isFabricated)},
            {"module", task.entry->module},
            {"flag", showsFlag ? " with `" + task.invented + "`" : ""}};
}

std::string introduction(Random& random, const CodeTurn& turn,
                         const std::vector<bool>& isFabricated)
{
    static const Names functionForms{
        "To {goal}, use `{name}` from `{module}`.", "Use `{name}` of module `{module}` to {goal}.",
        "The step has to {goal}: the right function is `{name}` in `{module}`.",
        "`{name}` is what you need to {goal}.",
        "The module `{module}` has `{name}`, which is the right function to {goal}."};
    static const Names commandForms{"To {goal}, run `{name}`{flag}.",
                                    "Use `{name}`{flag} to {goal}.",
                                    "The step has to {goal}: the right command is `{name}`{flag}."};
    static const Names secondForms{" Then use `{name}`{flag} to {goal}.",
                                   " After that, `{name}`{flag} is what you need to {goal}.",
                                   " To {goal}, use `{name}`{flag} in the same step."};
    const CodeTask& first = turn.tasks.front();
    std::string text = filled(random.pick(first.entry->isCommand ? commandForms : functionForms),
                              spokenParts(first, isFabricated.front()));
    for (std::size_t i = 1; i < turn.tasks.size(); ++i)
        text += filled(random.pick(secondForms), spokenParts(turn.tasks[i], isFabricated[i]));
    return text;
}

// A sentence of the reference as a remark; the first of an entry begins with its verb.
std::string remark(const ReferenceEntry& entry, std::size_t index)
{
    std::string text = entry.text[index];
    if (index > 0 || text.empty())
        return text;
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return "It " + text;
}

std::string notes(Random& random, const CodeTask& task)
{
    static const Names failureForms{" On failure it {raises}, so the step fails.",
                                    " If it fails it {raises}.", " It {raises} on failure."};
    static const Names noteLeads{"Note: ", "", "Keep in mind: ", ""};
    const ReferenceEntry& entry = *task.entry;
    std::string text = random.pick(noteLeads);
    const std::size_t first = random.below(entry.text.size());
    const std::size_t count = 1 + random.below(2);
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "" : " ") + remark(entry, (first + i) % entry.text.size());
    if (random.chance(0.5))
        text += filled(
            random.pick(failureForms),
            {{"raises", (entry.isCommand ? "ends with `" : "raises `") + entry.raises + "`"}});
    return text;
}

// What a model says of a function it made up: as sure of it as of the others.
std::string boast(Random& random)
{
    static const Names forms{"",
                             "",
                             " It handles paging and retries for you.",
                             " It was added to the current SDK and replaces the older call.",
                             " It is safe to repeat and runs in the background.",
                             " This keeps the pipeline idempotent."};
    return random.pick(forms);
}

// Where a question asks for what an entry does.
struct FoundGoal
{
    const ReferenceEntry* entry = nullptr;
    std::size_t first = 0; // bytes of the question
    std::size_t length = 0;
    Parameters parameters;
};

// The goal's words with anything but a blank or a mark in place of its {parameters}.
std::optional<FoundGoal> goalAt(const std::string& question, std::size_t first,
                                const ReferenceEntry& entry)
{
    FoundGoal found{.entry = &entry, .first = first, .length = 0, .parameters = {}};
    std::size_t at = first;
    const std::string& goal = entry.goal;
    for (std::size_t i = 0; i < goal.size();) {
        const std::size_t close = goal[i] == '{' ? goal.find('}', i) : std::string::npos;
        if (close == std::string::npos) {
            if (at >= question.size() || question[at] != goal[i])
                return std::nullopt;
            ++at;
            ++i;
            continue;
        }
        const std::size_t start = at;
        while (
            at < question.size()
            && (std::isalnum(static_cast<unsigned char>(question[at])) != 0 || question[at] == '_'))
            ++at;
        if (at == start)
            return std::nullopt;
        found.parameters[goal.substr(i + 1, close - i - 1)] = question.substr(start, at - start);
        i = close + 1;
    }
    found.length = at - first;
    return found;
}

std::optional<FoundGoal> goalIn(const std::string& question, const ReferenceEntry& entry)
{
    const std::string head = entry.goal.substr(0, entry.goal.find('{'));
    for (std::size_t at = head.empty() ? std::string::npos : question.find(head);
         at != std::string::npos; at = question.find(head, at + 1)) {
        if (auto found = goalAt(question, at, entry))
            return found;
    }
    return std::nullopt;
}

} // namespace

CodeTurn makeCodeTurn(const Content& content, std::uint64_t seed, std::uint64_t index)
{
    static const Names pipelines{"billing-nightly", "billing-worker", "invoice-sync",
                                 "refund-desk",     "ledger-close",   "usage-meter"};
    const std::vector<ReferenceEntry>& reference = content.reference;
    Random random(streamSeed(seed, "code-assistant", index));
    CodeTurn turn;
    turn.pipeline = random.pick(pipelines);
    const Parameters asked = questionParameters(random);
    const std::size_t first = random.below(reference.size());
    // Four neighbours in the reference: mostly the same module, as similarity search finds them.
    for (std::size_t i = 0; i < 4; ++i)
        turn.documents.push_back(&reference[(first + i) % reference.size()]);
    turn.tasks.push_back(taskFor(random, *turn.documents[0], asked));
    const ReferenceEntry* second = turn.documents[1 + random.below(3)];
    if (random.chance(kSecondGoal) && second->isCommand == turn.documents[0]->isCommand)
        turn.tasks.push_back(taskFor(random, *second, asked));
    turn.question = questionOf(random, turn);
    std::rotate(turn.documents.begin(),
                turn.documents.begin() + static_cast<std::ptrdiff_t>(random.below(2)),
                turn.documents.end());
    return turn;
}

std::optional<CodeTurn> codeTurnOf(const Content& content, const std::string& question,
                                   Random& random)
{
    std::vector<FoundGoal> found;
    for (const ReferenceEntry& entry : content.reference) {
        if (auto goal = goalIn(question, entry))
            found.push_back(std::move(*goal));
    }
    // Of those that overlap, the one that says most.
    std::ranges::stable_sort(found, std::ranges::greater(), &FoundGoal::length);
    std::vector<FoundGoal> kept;
    for (FoundGoal& goal : found) {
        const bool isApart = std::ranges::none_of(kept, [&](const FoundGoal& other) {
            return goal.first < other.first + other.length
                && other.first < goal.first + goal.length;
        });
        if (isApart && kept.size() < 2)
            kept.push_back(std::move(goal));
    }
    if (kept.empty())
        return std::nullopt;
    std::ranges::sort(kept, {}, &FoundGoal::first);
    CodeTurn turn;
    turn.question = question;
    for (const FoundGoal& goal : kept) {
        if (goal.entry->isCommand != kept.front().entry->isCommand)
            continue;
        turn.documents.push_back(goal.entry);
        turn.tasks.push_back(taskFor(random, *goal.entry, goal.parameters));
    }
    return turn;
}

std::string documentText(const ReferenceEntry& entry)
{
    std::string text = entry.isCommand ? "Command " + entry.name
                                       : "Function " + entry.name + " of module " + entry.module;
    text += "\n";
    for (const std::string& sentence : entry.text)
        text += sentence + " ";
    const std::string call = filled(entry.call, exampleParameters());
    if (entry.isCommand)
        return text + "On failure it ends with " + entry.raises + ".\nExample:\n    " + call;
    return text + "Raises " + entry.raises + ".\nExample:\n    from " + entry.module + " import "
        + entry.name + "\n    " + entry.result + " = " + call;
}

std::string codeAnswer(Random& random, const CodeTurn& turn, bool isFabricated)
{
    std::vector<bool> isTaskFabricated(turn.tasks.size(), false);
    if (isFabricated) {
        isTaskFabricated[random.below(turn.tasks.size())] = true;
        for (std::size_t i = 0; i < turn.tasks.size(); ++i)
            isTaskFabricated[i] = isTaskFabricated[i] || random.chance(0.5);
    }
    std::string answer = introduction(random, turn, isTaskFabricated)
        + (isFabricated ? boast(random) : "") + "\n\n" + codeBlock(turn, isTaskFabricated);
    if (random.chance(0.8))
        answer += "\n\n" + notes(random, turn.tasks.front());
    return answer;
}

std::string inventedName(const CodeTurn& turn, const std::string& answer)
{
    for (const CodeTask& task : turn.tasks) {
        if (answer.find(task.invented) != std::string::npos)
            return task.invented;
    }
    return {};
}

} // namespace drill
