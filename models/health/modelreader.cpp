// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/groundmodel.h"

#include <algorithm>
#include <charconv>
#include <concepts>

namespace health {

namespace {

using telemetry::ErrorKind;

constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The words of a line, one after the other.
class LineWords
{
public:
    explicit LineWords(std::string_view line)
        : m_rest(line)
    {
    }

    std::string_view text()
    {
        const std::size_t end = std::min(m_rest.find(' '), m_rest.size());
        const std::string_view word = m_rest.substr(0, end);
        m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
        return word;
    }

    template<typename T>
    bool number(T& value, int base = 10)
    {
        const std::string_view word = text();
        std::from_chars_result result{};
        if constexpr (std::floating_point<T>)
            result = std::from_chars(word.data(), word.data() + word.size(), value);
        else
            result = std::from_chars(word.data(), word.data() + word.size(), value, base);
        return !word.empty() && result.ec == std::errc() && result.ptr == word.data() + word.size();
    }

    template<typename Range>
    bool numbers(Range& values)
    {
        return std::ranges::all_of(values, [this](auto& value) { return number(value); });
    }

    bool isEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

} // namespace

// One line of the text after the other; the first word says what it is.
class ModelReader
{
public:
    telemetry::Result<GroundModel> read(std::string_view text)
    {
        for (std::size_t number = 1; !text.empty(); ++number) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            const std::string_view line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (!line.empty() && line.front() != '#' && !take(line))
                return telemetry::failure(ErrorKind::Unreadable,
                                          "groundedness model, line " + std::to_string(number)
                                              + ": cannot be read");
        }
        const bool isWhole = !m_model.m_tasks.empty()
            && std::ranges::none_of(m_model.m_trees,
                                    [](const auto& trees) { return trees.empty(); })
            && std::ranges::all_of(m_model.m_tasks,
                                   [](const auto& task) { return task.wrongShare > 0; });
        if (!isWhole)
            return telemetry::failure(ErrorKind::Unreadable,
                                      "groundedness model: a part is missing");
        std::ranges::sort(m_model.m_documents);
        return std::move(m_model);
    }

private:
    bool take(std::string_view line)
    {
        LineWords words(line);
        const std::string_view what = words.text();
        if (what == "word")
            return takeWord(words);
        if (what == "tree")
            return takeTree(words);
        if (what == "task")
            return takeTask(words);
        if (what == "share")
            return takeShare(words);
        if (what == "usual")
            return takeUsual(words);
        if (what == "document") {
            m_model.m_documents.emplace_back();
            return words.number(m_model.m_documents.back(), 16) && words.isEnd();
        }
        if (what == "base")
            return words.numbers(m_model.m_bases) && words.isEnd();
        if (what == "features") // the model is of no use to a program with others
            return std::ranges::all_of(
                       tokenFeatureNames(),
                       [&words](std::string_view name) { return words.text() == name; })
                && std::ranges::all_of(
                       answerFeatureNames(),
                       [&words](std::string_view name) { return words.text() == name; })
                && words.isEnd();
        return what == "span" && words.number(m_model.m_spanThreshold) && words.isEnd();
    }

    static bool takeValues(std::string_view text, Lexicon::Values& values)
    {
        if (text.size() != values.size())
            return false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::size_t digit = kBase64Digits.find(text[i]);
            if (digit == std::string_view::npos)
                return false;
            values[i] = static_cast<std::uint8_t>(digit);
        }
        return true;
    }

    bool takeUsual(LineWords& words)
    {
        Lexicon::Values values{};
        if (!takeValues(words.text(), values))
            return false;
        m_model.m_lexicon.setUsual(values);
        return words.isEnd();
    }

    // word ID known|novel VALUES
    bool takeWord(LineWords& words)
    {
        std::uint32_t word = 0;
        Lexicon::Values values{};
        if (!words.number(word, 16))
            return false;
        const std::string_view kind = words.text();
        if ((kind != "known" && kind != "novel") || !takeValues(words.text(), values))
            return false;
        m_model.m_lexicon.insert(word, kind == "novel", values);
        return words.isEnd();
    }

    // tree MEMBER (COLUMN THRESHOLD) x 6, LEAF x 64
    bool takeTree(LineWords& words)
    {
        std::size_t member = 0;
        if (!words.number(member) || member >= GroundModel::kMembers)
            return false;
        ObliviousTree tree;
        for (std::size_t level = 0; level < ObliviousTree::kDepth; ++level) {
            if (!words.number(tree.columns[level]) || tree.columns[level] >= kTokenFeatures + 2
                || !words.number(tree.thresholds[level]))
                return false;
        }
        if (!words.numbers(tree.leaves))
            return false;
        m_model.m_trees[member].push_back(tree);
        return words.isEnd();
    }

    // task NAME MEMBER WEIGHT x all, INTERCEPT; the members of a task in order
    bool takeTask(LineWords& words)
    {
        const std::string_view name = words.text();
        std::size_t member = 0;
        if (!words.number(member) || member >= GroundModel::kMembers)
            return false;
        if (member == 0)
            m_model.m_tasks.push_back({.name = std::string(name), .members = {}});
        if (m_model.m_tasks.empty() || m_model.m_tasks.back().name != name)
            return false;
        return words.numbers(m_model.m_tasks.back().members[member]) && words.isEnd();
    }

    // share NAME SHARE: of the task's labelled answers that are wrong
    bool takeShare(LineWords& words)
    {
        const std::string_view name = words.text();
        const auto task = std::ranges::find(m_model.m_tasks, name, &GroundModel::Task::name);
        return task != m_model.m_tasks.end() && words.number(task->wrongShare)
            && task->wrongShare > 0 && task->wrongShare < 1 && words.isEnd();
    }

    GroundModel m_model;
};

telemetry::Result<GroundModel> GroundModel::parse(std::string_view text)
{
    return ModelReader().read(text);
}

} // namespace health
