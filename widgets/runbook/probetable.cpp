// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/probetable.h"

#include "models/items/ownwords.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

using common::ColorRole;
using Result = runbook::ProbeAnswer::Result;

constexpr std::int64_t kCell = 80; // characters of an answer in a cell
constexpr std::int64_t kDetail = 1500;

// Shape first, then colour.
QString answerMark(Result result)
{
    switch (result) {
    case Result::Passed:
        return u"\u2713"_s;
    case Result::Failed:
        return u"\u2717"_s;
    case Result::Unknown:
        return u"?"_s;
    case Result::Unanswered:
        return u"\u2013"_s;
    }
    return u"?"_s;
}

QString answerWord(Result result)
{
    switch (result) {
    case Result::Passed:
        return ProbeTable::tr("right");
    case Result::Failed:
        return ProbeTable::tr("wrong");
    case Result::Unknown:
        return ProbeTable::tr("cannot be told");
    case Result::Unanswered:
        return ProbeTable::tr("no answer");
    }
    return {};
}

ColorRole answerRole(Result result)
{
    switch (result) {
    case Result::Passed:
        return ColorRole::Well;
    case Result::Failed:
        return ColorRole::Severity1;
    case Result::Unknown:
    case Result::Unanswered:
        return ColorRole::Unknown;
    }
    return ColorRole::Unknown;
}

} // namespace

ProbeTable::ProbeTable(const common::Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void ProbeTable::setProbes(std::vector<ProbePreparation::Probe> probes, bool hasCurrent)
{
    beginResetModel();
    m_rows.clear();
    for (ProbePreparation::Probe& probe : probes)
        m_rows.push_back({.probe = std::move(probe), .candidate = {}, .current = {}});
    m_hasCurrent = hasCurrent;
    endResetModel();
}

void ProbeTable::forget()
{
    for (Row& row : m_rows)
        row.candidate = row.current = {};
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ProbeTable::setBrief(bool isBrief)
{
    if (std::exchange(m_isBrief, isBrief) != isBrief && !m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ProbeTable::take(const runbook::ProbeAnswer& answer)
{
    const auto row = std::ranges::find_if(
        m_rows, [&answer](const Row& each) { return each.probe.id == answer.probe; });
    if (row == m_rows.end())
        return;
    Said& said = answer.isCandidate ? row->candidate : row->current;
    said.newest = answer;
    ++said.asked;
    said.passed += answer.result == Result::Passed ? 1 : 0;
    said.judged += answer.result == Result::Passed || answer.result == Result::Failed ? 1 : 0;
    const int number = static_cast<int>(row - m_rows.begin());
    emit dataChanged(index(number, 0), index(number, ColumnCount - 1));
}

int ProbeTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProbeTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProbeTable::cellText(const Said& said) const
{
    if (!said.newest)
        return {};
    const runbook::ProbeAnswer& newest = *said.newest;
    const std::string& words = newest.result == Result::Unanswered ? newest.reason : newest.answer;
    const QString counted =
        u"%1 %2/%3"_s.arg(answerMark(newest.result)).arg(said.passed).arg(said.judged);
    return m_isBrief ? counted : counted + u"  "_s + common::safeLine(words, kCell);
}

// Who was right the last time; unknown is neither.
QString ProbeTable::rightText(const Row& row) const
{
    const auto& own = row.candidate.newest;
    const auto& other = row.current.newest;
    const auto isJudged = [](const auto& newest) {
        return newest && (newest->result == Result::Passed || newest->result == Result::Failed);
    };
    if (!m_hasCurrent)
        return isJudged(own) ? answerWord(own->result) : QString();
    if (!isJudged(own) || !isJudged(other))
        return own || other ? tr("unknown") : QString();
    const bool isOwn = own->result == Result::Passed;
    const bool isOther = other->result == Result::Passed;
    if (isOwn && isOther)
        return tr("both");
    if (!isOwn && !isOther)
        return tr("neither");
    return isOwn ? tr("candidate") : tr("current");
}

QVariant ProbeTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Said* said = index.column() == CandidateColumn ? &row.candidate
        : index.column() == CurrentColumn                ? &row.current
                                                         : nullptr;
    if (role == Qt::DisplayRole) {
        if (said != nullptr)
            return cellText(*said);
        switch (index.column()) {
        case QuestionColumn:
            return common::safeLine(row.probe.question, kCell);
        case ExpectedColumn:
            return common::safeLine(row.probe.expected, kCell);
        case RightColumn:
            return rightText(row);
        default:
            return {};
        }
    }
    if (role == Qt::ForegroundRole && said != nullptr && said->newest)
        return m_theme.color(answerRole(said->newest->result));
    if (role == Qt::AccessibleTextRole && said != nullptr)
        return said->newest ? tr("%1, %2 of %3 right so far: %4")
                                  .arg(answerWord(said->newest->result))
                                  .arg(said->passed)
                                  .arg(said->judged)
                                  .arg(common::safeLine(said->newest->result == Result::Unanswered
                                                            ? items::ownWords(said->newest->reason)
                                                            : said->newest->answer,
                                                        kCell))
                            : tr("not asked yet");
    if (role == Qt::ToolTipRole)
        return common::plainToolTip(detailsOf(index.row()));
    return {};
}

QVariant ProbeTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case QuestionColumn:
        return tr("Question");
    case ExpectedColumn:
        return tr("Expected");
    case CandidateColumn:
        return tr("Candidate");
    case CurrentColumn:
        return tr("Current");
    case RightColumn:
        return tr("Right");
    default:
        return {};
    }
}

QString ProbeTable::saidText(const Said& said, const QString& who) const
{
    if (!said.newest)
        return tr("%1: not asked yet").arg(who);
    const runbook::ProbeAnswer& newest = *said.newest;
    QString text = tr("%1 (%2), %3 of %4 right so far, the last one %5")
                       .arg(who, common::safeLine(newest.model, 80))
                       .arg(said.passed)
                       .arg(said.judged)
                       .arg(answerWord(newest.result));
    if (!newest.reason.empty())
        text += u": "_s + common::safeLine(items::ownWords(newest.reason), 300);
    if (!newest.served.empty() && newest.served != newest.model)
        text += tr(" (served by %1)").arg(common::safeLine(newest.served, 80));
    if (!newest.answer.empty())
        text += u'\n' + common::safeText(newest.answer, kDetail).text;
    return text;
}

QString ProbeTable::detailsOf(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const Row& of = m_rows[static_cast<std::size_t>(row)];
    QString text = tr("Question: %1\nExpected: %2")
                       .arg(common::safeText(of.probe.question, kDetail).text,
                            common::safeLine(of.probe.expected));
    text += u"\n\n"_s + saidText(of.candidate, tr("Candidate"));
    if (m_hasCurrent)
        text += u"\n\n"_s + saidText(of.current, tr("Current"));
    if (const QString right = rightText(of); m_hasCurrent && !right.isEmpty())
        text += u"\n\n"_s + tr("Right: %1").arg(right);
    return text;
}

} // namespace runbookview
