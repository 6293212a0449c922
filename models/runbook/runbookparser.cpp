// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runbook.h"
#include "models/runbook/stepschema.h"
#include "models/telemetry/text.h"
#include "models/telemetry/utf8.h"
#include "models/yaml/tree.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <cmark.h>

namespace runbook {

namespace {

constexpr std::size_t kMaxBytes = std::size_t{1024} * 1024;
constexpr std::size_t kMaxSteps = 200;

using Lines = std::vector<std::string_view>;

// Without line ends, of whichever kind.
Lines splitLines(std::string_view text)
{
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of("\r\n");
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        const bool isPair = text.substr(end, 2) == "\r\n";
        text.remove_prefix(end + (isPair ? 2 : 1));
    }
    return lines;
}

std::string_view lineAt(const Lines& lines, int number)
{
    const auto index = static_cast<std::size_t>(number) - 1;
    return number >= 1 && index < lines.size() ? lines[index] : std::string_view{};
}

std::string joined(const Lines& lines, int first, int last) // numbers from 1, both included
{
    std::string text;
    for (int number = first; number <= last; ++number)
        text += std::string(lineAt(lines, number)) + '\n';
    const std::size_t begin = text.find_first_not_of(" \t\n");
    const std::size_t end = text.find_last_not_of(" \t\n");
    return begin == std::string::npos ? std::string{} : text.substr(begin, end - begin + 1);
}

int codePointColumn(std::string_view line, std::size_t byte)
{
    const std::string_view before = line.substr(0, std::min(byte, line.size()));
    return static_cast<int>(telemetry::codePointCount(before)
                            + static_cast<std::int64_t>(byte - before.size()))
        + 1;
}

struct Heading
{
    int firstLine = 0;
    int lastLine = 0;
    int level = 1;
};

struct StepBlock
{
    int fenceLine = 0; // of the opening fence
    int endLine = 0; // of the closing fence
    std::string yaml;
};

class RunbookParser
{
public:
    explicit RunbookParser(const std::string& markdown)
        : m_lines(splitLines(markdown))
    {
        m_result.runbook.markdown = markdown;
    }

    ParseResult parse()
    {
        if (isReadable()) {
            readFrontMatterBlock();
            readBlocks();
            checkWhole();
        }
        std::stable_sort(m_result.problems.begin(), m_result.problems.end(),
                         [](const yaml::Problem& a, const yaml::Problem& b) {
                             return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                         });
        return std::move(m_result);
    }

private:
    void report(int line, int column, std::string message)
    {
        m_result.problems.push_back(
            {.line = line, .column = column, .message = std::move(message)});
    }

    bool isReadable()
    {
        if (m_result.runbook.markdown.size() > kMaxBytes) {
            report(1, 1, "a runbook has at most 1 MiB");
            return false;
        }
        for (int number = 1; number <= static_cast<int>(m_lines.size()); ++number) {
            const std::string_view line = lineAt(m_lines, number);
            if (telemetry::isValidUtf8(line) && line.find('\0') == std::string_view::npos)
                continue;
            report(number, 1, "this line is not UTF-8 text");
            return false;
        }
        return true;
    }

    // Moves a problem of embedded YAML to its place in the file. `content` is the YAML as the
    // Markdown parser handed it on: the end of the file's line, after what the container took away.
    yaml::Problem moved(const yaml::Problem& problem, const Lines& content, int lineBefore) const
    {
        const int line = lineBefore + problem.line;
        const std::string_view whole = lineAt(m_lines, line);
        const std::string_view kept = lineAt(content, problem.line);
        const std::size_t taken = whole.size() > kept.size() ? whole.size() - kept.size() : 0;
        return {.line = line,
                .column =
                    codePointColumn(whole, taken + static_cast<std::size_t>(problem.column) - 1),
                .message = problem.message};
    }

    void addMoved(const std::vector<yaml::Problem>& problems, const std::string& yaml,
                  int lineBefore)
    {
        const Lines content = splitLines(yaml);
        for (const yaml::Problem& problem : problems)
            m_result.problems.push_back(moved(problem, content, lineBefore));
    }

    void readFrontMatterBlock()
    {
        std::string_view first = lineAt(m_lines, 1);
        if (first.substr(0, 3) == "\xEF\xBB\xBF") // a byte order mark
            first.remove_prefix(3);
        if (first != "---") {
            report(1, 1, "a runbook begins with front matter: a line of \"---\"");
            return;
        }
        int last = 2;
        while (last <= static_cast<int>(m_lines.size()) && lineAt(m_lines, last) != "---")
            ++last;
        if (last > static_cast<int>(m_lines.size())) {
            report(1, 1, "the front matter is not closed: a second line of \"---\" is missing");
            return;
        }
        m_bodyStart = last + 1;
        std::string yaml;
        for (int number = 2; number < last; ++number)
            yaml += std::string(lineAt(m_lines, number)) + '\n';
        std::vector<yaml::Problem> problems;
        const auto parsed = yaml::parse(yaml);
        if (const auto* problem = std::get_if<yaml::Problem>(&parsed))
            problems.push_back(*problem);
        else
            readFrontMatter(std::get<yaml::Node>(parsed), m_result.runbook, problems);
        addMoved(problems, yaml, 1);
    }

    void readBlocks()
    {
        std::string body;
        for (int number = m_bodyStart; number <= static_cast<int>(m_lines.size()); ++number)
            body += std::string(lineAt(m_lines, number)) + '\n';
        const std::unique_ptr<cmark_node, void (*)(cmark_node*)> document(
            cmark_parse_document(body.data(), body.size(), CMARK_OPT_DEFAULT), cmark_node_free);
        const std::unique_ptr<cmark_iter, void (*)(cmark_iter*)> iterator(
            cmark_iter_new(document.get()), cmark_iter_free);
        while (true) {
            const cmark_event_type event = cmark_iter_next(iterator.get());
            if (event == CMARK_EVENT_DONE)
                break;
            cmark_node* node = cmark_iter_get_node(iterator.get());
            if (event != CMARK_EVENT_ENTER)
                continue;
            if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK)
                readCodeBlock(node);
            else if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
                m_headings.push_back(
                    {.firstLine = cmark_node_get_start_line(node) + m_bodyStart - 1,
                     .lastLine = cmark_node_get_end_line(node) + m_bodyStart - 1,
                     .level = cmark_node_get_heading_level(node)});
        }
        if (!m_result.runbook.steps.empty())
            splitProse(static_cast<int>(m_lines.size()) + 1);
    }

    void readCodeBlock(cmark_node* node)
    {
        const char* info = cmark_node_get_fence_info(node);
        const std::string_view words = info ? info : "";
        const std::string_view word = words.substr(0, words.find_first_of(" \t"));
        const int offset = m_bodyStart - 1;
        StepBlock block{.fenceLine = cmark_node_get_start_line(node) + offset,
                        .endLine = cmark_node_get_end_line(node) + offset,
                        .yaml = cmark_node_get_literal(node)};
        if (word != "step") {
            const std::string lower = telemetry::asciiLowered(word);
            if (lower == "step" || lower == "steps")
                report(block.fenceLine, cmark_node_get_start_column(node),
                       "the block is marked \"" + std::string(word) + "\"; did you mean \"step\"?");
            return;
        }
        if (words != word)
            report(block.fenceLine, cmark_node_get_start_column(node),
                   "nothing may follow \"step\" on the line of the fence");
        if (!isClosed(block))
            report(block.fenceLine, cmark_node_get_start_column(node),
                   "the step block is not closed");
        readStepBlock(block);
    }

    bool isClosed(const StepBlock& block) const
    {
        // The literal has all lines between the fences; without a closing one it reaches to the
        // end.
        const auto contentLines = std::count(block.yaml.begin(), block.yaml.end(), '\n');
        return block.endLine - block.fenceLine == contentLines + 1;
    }

    void readStepBlock(const StepBlock& block)
    {
        std::vector<yaml::Problem> problems;
        const auto parsed = yaml::parse(block.yaml);
        Step step;
        if (const auto* problem = std::get_if<yaml::Problem>(&parsed)) {
            problems.push_back(*problem);
        } else {
            const yaml::Node& node = std::get<yaml::Node>(parsed);
            step = readStep(node, problems);
            checkPlaceholders(node, problems);
            checkDuplicate(step, node, block, problems);
            checkRequires(step, node, problems);
        }
        addMoved(problems, block.yaml, block.fenceLine);
        step.line = block.fenceLine;
        step.text = splitProse(block.fenceLine);
        m_textStart = block.endLine + 1;
        m_result.runbook.steps.push_back(std::move(step));
    }

    // Of the prose up to `end`, hands what stands before the section's heading to the step before
    // (or the introduction), and gives what follows the heading.
    std::string splitProse(int end)
    {
        std::vector<Step>& steps = m_result.runbook.steps;
        const int start = std::max(m_textStart, m_bodyStart);
        std::optional<Heading> section;
        for (const Heading& heading : std::exchange(m_headings, {})) {
            if (steps.empty()) // of a title and sections before the first step, the nearest
                section =
                    !section || heading.level <= std::max(2, section->level) ? heading : section;
            else if (!section)
                section = heading;
        }
        const bool isWholeOurs = !section && end <= static_cast<int>(m_lines.size());
        if (isWholeOurs)
            return joined(m_lines, start, end - 1);
        const std::string before =
            joined(m_lines, start, section ? section->firstLine - 1 : end - 1);
        std::string& earlier = steps.empty() ? m_result.runbook.introduction : steps.back().text;
        if (!before.empty())
            earlier += (earlier.empty() ? "" : "\n\n") + before;
        return section ? joined(m_lines, section->lastLine + 1, end - 1) : std::string();
    }

    void checkDuplicate(const Step& step, const yaml::Node& node, const StepBlock& block,
                        std::vector<yaml::Problem>& problems) const
    {
        const std::vector<Step>& steps = m_result.runbook.steps;
        const auto same = std::find_if(steps.begin(), steps.end(), [&](const Step& earlier) {
            return !step.id.empty() && earlier.id == step.id;
        });
        if (same == steps.end())
            return;
        const yaml::Node* id = node.find("id");
        problems.push_back({.line = id ? id->line : block.fenceLine,
                            .column = id ? id->column : 1,
                            .message = "the id \"" + step.id + "\" is taken by the step on line "
                                + std::to_string(same->line)});
    }

    // What a lever requires has to have been there before it can be asked for.
    void checkRequires(const Step& step, const yaml::Node& node,
                       std::vector<yaml::Problem>& problems) const
    {
        if (const yaml::Node* answer = node.find("answer");
            step.kind == StepKind::Lever && answer && !node.find("requires"))
            problems.push_back(
                {.line = answer->line,
                 .column = answer->column,
                 .message = "\"answer\" needs \"requires\": the step that is asked"});
        const yaml::Node* wanted = step.kind == StepKind::Lever ? node.find("requires") : nullptr;
        if (!wanted || !wanted->isScalar() || wanted->scalar.empty())
            return;
        const auto refuse = [&](const std::string& message) {
            problems.push_back(
                {.line = wanted->line, .column = wanted->column, .message = message});
        };
        const std::vector<Step>& steps = m_result.runbook.steps;
        const auto found = std::ranges::find(steps, wanted->scalar, &Step::id);
        if (found == steps.end())
            return refuse("\"requires\" must name an earlier step; there is no \"" + wanted->scalar
                          + "\" before this one");
        if (found->kind != StepKind::Probe && found->kind != StepKind::Check
            && found->kind != StepKind::Decide)
            refuse("\"requires\" must name a step of kind probe, check or decide; \""
                   + wanted->scalar + "\" on line " + std::to_string(found->line) + " is of kind "
                   + toString(found->kind));
        checkAnswer(*found, node, problems);
    }

    // One that could never be given would hold the lever for good.
    static void checkAnswer(const Step& asked, const yaml::Node& node,
                            std::vector<yaml::Problem>& problems)
    {
        const yaml::Node* answer = node.find("answer");
        if (!answer || !answer->isScalar() || answer->scalar.empty())
            return;
        const auto options = asked.fields.find("options");
        const bool isGiven = asked.kind == StepKind::Decide && options != asked.fields.end()
            && (", " + options->second).find(", " + answer->scalar) != std::string::npos;
        if (!isGiven)
            problems.push_back({.line = answer->line,
                                .column = answer->column,
                                .message = "no option of the step \"" + asked.id
                                    + "\" begins with \"" + answer->scalar + "\""});
    }

    void checkPlaceholders(const yaml::Node& node, std::vector<yaml::Problem>& problems) const
    {
        const std::map<std::string, std::string>& declared = m_result.runbook.parameters;
        if (declared.empty())
            return;
        for (const yaml::Entry& entry : node.entries) {
            for (const Placeholder& used : placeholders(entry.value.scalar)) {
                if (!declared.count(used.name))
                    problems.push_back(
                        {.line = entry.value.line,
                         .column = entry.value.column,
                         .message = "{" + used.name + "} is not among the declared parameters"});
            }
        }
    }

    void checkWhole()
    {
        const std::size_t count = m_result.runbook.steps.size();
        if (count == 0)
            report(std::max(1, static_cast<int>(m_lines.size())), 1,
                   "a runbook needs at least one block marked \"step\"");
        if (count > kMaxSteps)
            report(m_result.runbook.steps[kMaxSteps].line, 1, "a runbook has at most 200 steps");
    }

    Lines m_lines;
    ParseResult m_result;
    std::vector<Heading> m_headings; // since the last step block
    int m_bodyStart = 1; // first line after the front matter
    int m_textStart = 0; // first line after the last step block; 0 before the first
};

} // namespace

ParseResult parseRunbook(const std::string& markdown)
{
    // The lines refer to the text: it must be the caller's, which outlives the parser.
    return RunbookParser(markdown).parse();
}

} // namespace runbook
