// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/groundmodel.h"

#include "models/health/words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace health {

namespace {

constexpr float kLeafScale = 1000; // leaves are thousandths
constexpr std::size_t kNeighbours = 5; // tokens on either side

} // namespace

const GroundModel& GroundModel::shipped()
{
    static const GroundModel model = parse(shippedModelText()).value();
    return model;
}

const GroundModel::Task& GroundModel::taskOf(std::string_view name) const
{
    const auto found = std::ranges::find(m_tasks, name, &Task::name);
    return found != m_tasks.end() ? *found : m_tasks.back();
}

std::optional<std::size_t> GroundModel::memberWithout(std::string_view context) const
{
    const std::uint64_t document = hashOf(context);
    if (!std::ranges::binary_search(m_documents, static_cast<std::uint32_t>(document >> 32U)))
        return std::nullopt;
    return document % kMembers;
}

// What the lexicon says of each word, and the mean of the words around it.
void GroundModel::addColumns(const TokenTable& table, const Grounding& grounding,
                             std::size_t member,
                             std::array<std::vector<std::uint8_t>, 2>& columns) const
{
    const std::size_t rows = table.rows();
    std::vector<std::size_t> upTo(rows + 1, 0);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint64_t key = grounding.output[table.tokenOf(row)].key;
        const std::uint8_t value =
            m_lexicon.find(key, table.at(TokenFeature::Novel, row) != 0)[member];
        columns[0][row] = value;
        upTo[row + 1] = upTo[row] + value;
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t low = row < kNeighbours ? 0 : row - kNeighbours;
        const std::size_t high = std::min(rows, row + kNeighbours + 1);
        columns[1][row] = static_cast<std::uint8_t>((upTo[high] - upTo[low]) / (high - low));
    }
}

GroundModel::Scores GroundModel::judge(const Grounding& grounding, std::string_view task,
                                       std::optional<std::size_t> member) const
{
    const TokenTable& table = *grounding.table;
    const std::size_t first = member.value_or(0);
    const std::size_t last = member ? first + 1 : kMembers;
    std::vector<std::int32_t> sums(table.rows(), 0);
    std::array<std::vector<std::uint8_t>, 2> added;
    added.fill(std::vector<std::uint8_t>(table.stride(), 0));
    ColumnSet columns(table);
    columns.add(added[0]);
    columns.add(added[1]);
    std::int32_t base = 0;
    for (std::size_t m = first; m < last; ++m) {
        addColumns(table, grounding, m, added);
        addScores(m_trees[m], columns, sums);
        base += m_bases[m];
    }
    const float scale = kLeafScale * static_cast<float>(last - first);
    Scores result;
    result.tokens.resize(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row)
        result.tokens[row] = static_cast<float>(sums[row] + base) / scale;
    const AnswerVector features = answerFeatures(grounding, result.tokens);
    const Task& chosen = taskOf(task);
    double logOdds = 0;
    for (std::size_t m = first; m < last; ++m) {
        const Weights& weights = chosen.members[m];
        logOdds += std::inner_product(features.begin(), features.end(), weights.begin(),
                                      static_cast<double>(weights.back()));
    }
    logOdds /= static_cast<double>(last - first);
    result.probability = 1 / (1 + std::exp(-std::clamp(logOdds, -20.0, 20.0)));
    return result;
}

double GroundModel::probabilityAmong(double wrongShare, double probability,
                                     std::string_view task) const
{
    const double labelled = taskOf(task).wrongShare;
    const double wrong = probability * wrongShare / labelled;
    const double sound = (1 - probability) * (1 - wrongShare) / (1 - labelled);
    return wrong / (wrong + sound);
}

} // namespace health
