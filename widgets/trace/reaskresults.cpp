// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/reaskresults.h"

#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableWidget>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kSmallestPart = 168; // pixels: six rows and the header
constexpr int kSampleRole = Qt::UserRole; // index into Reask::samples
constexpr int kComingRole = Qt::UserRole + 1; // the text so far
constexpr int kStartRole = Qt::UserRole + 2;
constexpr int kEndRole = Qt::UserRole + 3;

QString number(std::size_t value)
{
    return QString::number(static_cast<qulonglong>(value));
}

QString targetText(const sampling::Target& target)
{
    const QString model = common::safeLine(target.model, 80);
    return target.role.empty()
        ? model
        : ReaskResults::tr("%1 (%2)").arg(model, common::safeLine(target.role, 20));
}

QString tallyText(const sampling::Tally& tally)
{
    if (tally.count() == 0)
        return ReaskResults::tr("no answer");
    QString text =
        ReaskResults::tr("%1/%2 say so").arg(number(tally.supporting), number(tally.count()));
    if (tally.contradicting > 0)
        text += ReaskResults::tr(", %1 otherwise").arg(number(tally.contradicting));
    return text;
}

common::ColorRole colorOf(const sampling::Tally& tally)
{
    if (tally.count() == 0)
        return common::ColorRole::Unknown;
    if (tally.supporting * 2 > tally.count())
        return common::ColorRole::EvidenceSupported;
    if (tally.contradicting * 2 > tally.count())
        return common::ColorRole::EvidenceContradicted;
    return tally.supporting > 0 ? common::ColorRole::EvidenceWeak
                                : common::ColorRole::EvidenceAbsent;
}

} // namespace

ReaskResults::ReaskResults(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_facts(new QLabel(this))
    , m_answers(new QTreeWidget(this))
    , m_text(new common::PlainTextView(theme, this))
    , m_statements(new QTableWidget(this))
{
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setMinimumWidth(1);
    m_answers->setHeaderHidden(true);
    m_answers->setAccessibleName(tr("Answers by meaning"));
    m_answers->setUniformRowHeights(true);
    m_answers->setTextElideMode(Qt::ElideRight);
    m_text->editor()->setAccessibleName(tr("The chosen answer"));
    m_statements->setAccessibleName(tr("What the suspect said, and how many samples say so"));
    m_statements->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_statements->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_statements->setSelectionMode(QAbstractItemView::SingleSelection);
    m_statements->setTabKeyNavigation(false);
    m_statements->verticalHeader()->hide();
    // Whoever shows the panel scrolls it: rows that cannot be read are no help.
    m_answers->setMinimumHeight(kSmallestPart);
    m_statements->setMinimumHeight(kSmallestPart);
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_answers);
    parts->addWidget(m_text);
    parts->addWidget(m_statements);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setStretchFactor(2, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_facts);
    layout->addWidget(parts, 1);
    connect(m_answers, &QTreeWidget::currentItemChanged, this, &ReaskResults::showChosen);
    connect(m_statements, &QTableWidget::currentCellChanged, this, [this](int row) {
        if (const QTableWidgetItem* item = m_statements->item(row, 0))
            emit statementChosen(item->data(kStartRole).toLongLong(),
                                 item->data(kEndRole).toLongLong());
    });
    clear();
}

void ReaskResults::clear()
{
    m_reask = {};
    m_coming.clear();
    m_facts->clear();
    m_answers->clear();
    m_text->setContent({});
    m_statements->setRowCount(0);
    m_statements->setColumnCount(0);
    setVisible(false);
}

void ReaskResults::setReask(const sampling::Reask& again, const sampling::Assessment& assessment)
{
    // More of the same is coming: what is looked at stays.
    // What is coming has no trace until all of it is there.
    const bool isSame = !m_reask.targets.empty() && again.suspect == m_reask.suspect
        && std::ranges::equal(again.targets, m_reask.targets, {}, &sampling::Target::model,
                              &sampling::Target::model)
        && (again.trace == m_reask.trace || !m_reask.trace.isValid());
    const Kept kept = isSame ? keep() : Kept();
    m_reask = again;
    setVisible(true);
    QString facts = common::safeLine(sampling::inWords(again));
    if (!again.difference.empty())
        facts += u"\n"_s + tr("Not the same input: %1").arg(common::safeLine(again.difference));
    m_facts->setText(facts);
    fillAnswers(again, assessment);
    fillStatements(again, assessment);
    showComing();
    if (isSame)
        restore(kept);
}

ReaskResults::Kept ReaskResults::keep() const
{
    Kept kept;
    for (int i = 0; i < m_answers->topLevelItemCount(); ++i) {
        if (!m_answers->topLevelItem(i)->isExpanded())
            kept.closed.push_back(i);
    }
    if (const QTreeWidgetItem* item = m_answers->currentItem()) {
        const QVariant place = item->data(0, kSampleRole);
        if (place.isValid() && place.toULongLong() < m_reask.samples.size()) {
            const sampling::Sample& sample = m_reask.samples[place.toULongLong()];
            kept.sample = std::pair(sample.target, sample.number);
        }
    }
    kept.statement = m_statements->currentRow();
    kept.scrolled = m_answers->verticalScrollBar()->value();
    return kept;
}

void ReaskResults::restore(const Kept& kept)
{
    for (const int index : kept.closed) {
        if (QTreeWidgetItem* item = m_answers->topLevelItem(index))
            item->setExpanded(false);
    }
    for (QTreeWidgetItemIterator at(m_answers); kept.sample && *at != nullptr; ++at) {
        const QVariant place = (*at)->data(0, kSampleRole);
        if (!place.isValid())
            continue;
        const sampling::Sample& sample = m_reask.samples[place.toULongLong()];
        if (std::pair(sample.target, sample.number) == *kept.sample) {
            m_answers->setCurrentItem(*at);
            break;
        }
    }
    m_answers->verticalScrollBar()->setValue(kept.scrolled);
    const QSignalBlocker blocker(m_statements); // chosen already
    if (kept.statement >= 0 && kept.statement < m_statements->rowCount())
        m_statements->setCurrentCell(kept.statement, 0);
}

void ReaskResults::fillAnswers(const sampling::Reask& again, const sampling::Assessment& assessment)
{
    m_answers->clear();
    for (std::size_t i = 0; i < again.targets.size() && i < assessment.targets.size(); ++i) {
        const sampling::TargetAssessment& target = assessment.targets[i];
        const sampling::Meanings& meanings = target.meanings;
        auto* top = new QTreeWidgetItem(m_answers, {targetText(again.targets[i])});
        top->setFont(0, m_theme.font(common::TextSize::Body, true));
        top->setExpanded(true);
        const auto addWords = [&](const std::string& words) {
            auto* item = new QTreeWidgetItem(top, {common::safeLine(words)});
            item->setForeground(0, m_theme.color(common::ColorRole::TextSecondary));
            item->setData(0, kComingRole, QString::fromStdString(words));
        };
        addWords(sampling::inWords(meanings));
        if (const std::string words = sampling::suspectInWords(meanings); !words.empty())
            addWords(words);
        for (std::size_t k = 0; k < meanings.classes.size(); ++k) {
            const sampling::MeaningClass& one = meanings.classes[k];
            const auto sampleOf = [&](std::size_t member) { return target.answers[member]; };
            const sampling::Sample& first = again.samples[sampleOf(one.members.front())];
            const QString count =
                tr("%1 of %2").arg(number(one.members.size()), number(meanings.count));
            const QString said = common::safeLine(first.said(), 300);
            auto* item = new QTreeWidgetItem(top,
                                             {meanings.suspectClass == k
                                                  ? tr("%1, as the suspect: %2").arg(count, said)
                                                  : tr("%1: %2").arg(count, said)});
            item->setData(0, kSampleRole, static_cast<qulonglong>(sampleOf(one.members.front())));
            for (std::size_t m = 1; m < one.members.size(); ++m) {
                const std::size_t place = sampleOf(one.members[m]);
                auto* more =
                    new QTreeWidgetItem(item, {common::safeLine(again.samples[place].said(), 300)});
                more->setData(0, kSampleRole, static_cast<qulonglong>(place));
            }
        }
    }
    for (std::size_t i = 0; i < again.samples.size(); ++i) {
        const sampling::Sample& sample = again.samples[i];
        if (sample.error.empty() || sample.target >= again.targets.size())
            continue;
        auto* item = new QTreeWidgetItem(m_answers->topLevelItem(static_cast<int>(sample.target)),
                                         {tr("No answer: %1").arg(common::safeLine(sample.error))});
        item->setForeground(0, m_theme.color(common::ColorRole::Severity2));
        item->setData(0, kSampleRole, static_cast<qulonglong>(i));
    }
}

void ReaskResults::fillStatements(const sampling::Reask& again,
                                  const sampling::Assessment& assessment)
{
    const auto columns = static_cast<int>(again.targets.size()) + 1;
    m_statements->setColumnCount(columns);
    m_statements->setRowCount(static_cast<int>(assessment.statements.size()));
    QStringList heads{tr("The suspect said")};
    for (const sampling::Target& target : again.targets)
        heads.append(targetText(target));
    m_statements->setHorizontalHeaderLabels(heads);
    for (int row = 0; row < m_statements->rowCount(); ++row) {
        const auto& one = assessment.statements[static_cast<std::size_t>(row)];
        auto* said = new QTableWidgetItem(common::safeLine(one.text, 300));
        said->setData(kStartRole, static_cast<qlonglong>(one.start));
        said->setData(kEndRole, static_cast<qlonglong>(one.end));
        m_statements->setItem(row, 0, said);
        for (int column = 1; column < columns; ++column) {
            const auto place = static_cast<std::size_t>(column - 1);
            if (place >= one.tallies.size())
                continue;
            auto* item = new QTableWidgetItem(tallyText(one.tallies[place]));
            item->setForeground(m_theme.color(colorOf(one.tallies[place])));
            m_statements->setItem(row, column, item);
        }
    }
    m_statements->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_statements->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void ReaskResults::setComing(const Coming& coming)
{
    m_coming = coming;
    showComing();
}

void ReaskResults::showComing()
{
    for (int i = 0; i < m_answers->topLevelItemCount(); ++i) {
        QTreeWidgetItem* top = m_answers->topLevelItem(i);
        for (int k = top->childCount(); k-- > 0;)
            if (top->child(k)->data(0, kEndRole).toBool())
                delete top->takeChild(k);
    }
    for (const auto& [key, text] : m_coming) {
        QTreeWidgetItem* top = m_answers->topLevelItem(static_cast<int>(key.first));
        if (top == nullptr)
            continue;
        auto* item =
            new QTreeWidgetItem(top, {tr("coming: %1").arg(common::safeLine(text.toStdString()))});
        item->setForeground(0, m_theme.color(common::ColorRole::TextSecondary));
        item->setData(0, kComingRole, text);
        item->setData(0, kEndRole, true);
    }
}

void ReaskResults::showChosen(QTreeWidgetItem* item)
{
    if (item == nullptr)
        return;
    const QVariant place = item->data(0, kSampleRole);
    if (place.isValid() && place.toULongLong() < m_reask.samples.size()) {
        const sampling::Sample& sample = m_reask.samples[place.toULongLong()];
        m_text->setContent(sample.error.empty() ? sample.said() : sample.error);
        return;
    }
    m_text->setContent(item->data(0, kComingRole).toString().toStdString());
}

} // namespace traceview
