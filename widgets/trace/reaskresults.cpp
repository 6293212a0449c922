// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/reaskresults.h"

#include "models/telemetry/utf8.h"
#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/meaningstree.h"

#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include <algorithm>
#include <string_view>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kChosenHeight = 120; // pixels at 100 % text
constexpr int kHighestTable = 480;
constexpr std::size_t kMostLeftOut = 5; // statements
constexpr std::int64_t kLongestRow = 2'000; // code points; all of an answer is shown when chosen
constexpr int kSampleRole = Qt::UserRole; // index into Reask::samples
constexpr int kComingRole = Qt::UserRole + 1; // the text so far
constexpr int kStartRole = Qt::UserRole + 2;
constexpr int kEndRole = Qt::UserRole + 3;
constexpr int kNumberRole = Qt::UserRole + 4; // of a coming answer, among those of its target

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

// An answer behind what it is, on one line; the stretches, bytes of it, are marked.
struct Row
{
    QString text;
    std::vector<MeaningsTree::Stretch> marked;
};

Row rowOf(const QString& before, const std::string& answer, const sampling::Apart& apart)
{
    // All that can be shown of it, so that megabytes cost no more than a short one.
    const std::string_view said =
        std::string_view(answer).substr(0, static_cast<std::size_t>(kLongestRow + 2) * 4);
    common::SafeText safe = common::safeText(said, kLongestRow);
    for (QChar& sign : safe.text)
        if (sign.isSpace())
            sign = u' ';
    const auto start = static_cast<int>(before.size());
    Row row{.text = before + safe.text + (safe.isCut ? u"…"_s : QString()), .marked = {}};
    const telemetry::CodePointIndex points(said);
    for (const auto& [first, last] : apart.stretches) {
        const int from = safe.positionOf(points.codePointAt(std::min(first, said.size())));
        const int to = safe.positionOf(points.codePointAt(std::min(last, said.size())));
        if (to > from)
            row.marked.push_back({.start = start + from, .length = to - from});
    }
    const std::size_t told = std::min(apart.leftOut.size(), kMostLeftOut);
    for (std::size_t i = 0; i < told; ++i)
        row.text += u'\n'
            + ReaskResults::tr("It does not say: “%1”")
                  .arg(common::safeLine(apart.leftOut[i], kLongestRow));
    if (told < apart.leftOut.size())
        row.text += u'\n'
            + ReaskResults::tr("nor %1 more statements").arg(number(apart.leftOut.size() - told));
    return row;
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
    , m_read(new QLabel(this))
    , m_answers(new MeaningsTree(this))
    , m_text(new common::PlainTextView(theme, this))
    , m_statements(new QTableWidget(this))
{
    for (QLabel* label : {m_facts, m_read}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(1);
    }
    common::keepFont(m_theme, *m_read, common::TextSize::Body, true);
    m_answers->setAccessibleName(tr("Answers by meaning"));
    m_text->editor()->setAccessibleName(tr("The chosen answer"));
    m_statements->setAccessibleName(tr("What the suspect said, and how many samples say so"));
    m_statements->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_statements->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_statements->setSelectionMode(QAbstractItemView::SingleSelection);
    m_statements->setTabKeyNavigation(false);
    m_statements->verticalHeader()->hide();
    m_statements->setWordWrap(true);
    m_statements->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    // Whoever shows the panel scrolls it: each part is as high as what it holds.
    common::keepHeight(m_theme, *m_text, kChosenHeight);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_facts);
    layout->addWidget(m_read);
    layout->addWidget(m_answers);
    layout->addWidget(m_text);
    layout->addWidget(m_statements);
    layout->addStretch(1);
    connect(m_statements->horizontalHeader(), &QHeaderView::sectionResized, this,
            &ReaskResults::fitStatements);
    connect(&theme, &common::Theme::changed, this, [this] {
        for (int i = 0; i < m_answers->topLevelItemCount(); ++i)
            m_answers->topLevelItem(i)->setFont(0, m_theme.font(common::TextSize::Body, true));
        fitStatements();
    });
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
    m_read->clear();
    m_answers->clear();
    m_text->setContent({});
    m_text->hide();
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
    tellInput();
    fillAnswers(again, assessment);
    fillStatements(again, assessment);
    showComing();
    if (isSame)
        restore(kept);
}

void ReaskResults::setInput(const sampling::InputRead& input)
{
    m_input = input;
    tellInput();
}

// Whether the two were asked the same decides what comparing them says.
void ReaskResults::tellInput()
{
    const bool isShown = !m_reask.targets.empty();
    const QString words =
        isShown ? common::safeLine(sampling::inWords(m_input, m_reask)) : QString();
    m_read->setText(words);
    m_read->setVisible(!words.isEmpty());
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
    if (const QTreeWidgetItem* item = m_answers->currentItem();
        item != nullptr && item->parent() != nullptr && item->data(0, kNumberRole).isValid())
        kept.sample =
            std::pair(static_cast<std::size_t>(m_answers->indexOfTopLevelItem(item->parent())),
                      static_cast<std::size_t>(item->data(0, kNumberRole).toULongLong()));
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
        // A coming one, too, which may have come meanwhile.
        std::optional<std::pair<std::size_t, std::size_t>> here;
        if (const QVariant place = (*at)->data(0, kSampleRole); place.isValid()) {
            const sampling::Sample& sample = m_reask.samples[place.toULongLong()];
            here.emplace(sample.target, sample.number);
        } else if (const QVariant number = (*at)->data(0, kNumberRole); number.isValid()) {
            here.emplace(static_cast<std::size_t>(m_answers->indexOfTopLevelItem((*at)->parent())),
                         static_cast<std::size_t>(number.toULongLong()));
        }
        if (here == kept.sample) {
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
            auto* item = new QTreeWidgetItem(top, {common::safeLine(words, kLongestRow)});
            item->setForeground(0, m_theme.color(common::ColorRole::TextSecondary));
            item->setData(0, kComingRole, QString::fromStdString(words));
        };
        // Of a model that only failed, its failures say all there is.
        if (meanings.count > 0 || target.failed == 0)
            addWords(sampling::inWords(meanings));
        if (const std::string words = sampling::suspectInWords(meanings); !words.empty())
            addWords(words);
        if (meanings.classes.size() > 1)
            addWords(tr("In bold: what the largest group does not say.").toStdString());
        fillClasses(top, again, target);
    }
    fillFailures(again);
}

void ReaskResults::fillClasses(QTreeWidgetItem* top, const sampling::Reask& again,
                               const sampling::TargetAssessment& target)
{
    const sampling::Meanings& meanings = target.meanings;
    const auto add = [&again](auto* parent, std::size_t place, const QString& before,
                              const sampling::Apart& apart) {
        const Row row = rowOf(before, again.samples[place].said(), apart);
        auto* item = new QTreeWidgetItem(parent, {row.text});
        MeaningsTree::setMarked(item, row.marked);
        item->setData(0, kSampleRole, static_cast<qulonglong>(place));
        return item;
    };
    for (std::size_t k = 0; k < meanings.classes.size(); ++k) {
        const auto& members = meanings.classes[k].members;
        const QString count = tr("%1 of %2").arg(number(members.size()), number(meanings.count));
        auto* item = add(top, target.answers[members.front()],
                         meanings.suspectClass == k ? tr("%1, as the suspect: ").arg(count)
                                                    : tr("%1: ").arg(count),
                         k < target.apart.size() ? target.apart[k] : sampling::Apart());
        for (std::size_t m = 1; m < members.size(); ++m)
            add(item, target.answers[members[m]], QString(), sampling::Apart());
    }
}

void ReaskResults::fillFailures(const sampling::Reask& again)
{
    for (int i = 0; i < m_answers->topLevelItemCount(); ++i) {
        for (const sampling::Failure& failure :
             sampling::failuresOf(again, static_cast<std::size_t>(i))) {
            auto* item = new QTreeWidgetItem(
                m_answers->topLevelItem(i),
                {common::safeLine(sampling::inWords(failure, again), kLongestRow)});
            item->setForeground(0, m_theme.color(common::ColorRole::Severity2));
            item->setData(0, kSampleRole, static_cast<qulonglong>(failure.samples.front()));
        }
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
        auto* said = new QTableWidgetItem(common::safeLine(one.text, kLongestRow));
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
    m_statements->setVisible(!assessment.answers.empty() && !assessment.statements.empty());
    fitStatements();
}

void ReaskResults::fitStatements()
{
    m_statements->resizeRowsToContents();
    const int height = m_statements->horizontalHeader()->height()
        + m_statements->verticalHeader()->length() + 2 * m_statements->frameWidth();
    m_statements->setFixedHeight(std::min(height, kHighestTable));
}

void ReaskResults::setComing(const Coming& coming)
{
    m_coming = coming;
    showComing();
}

void ReaskResults::showComing()
{
    // In place, many times a second: somebody may read one of them.
    std::map<std::pair<std::size_t, std::size_t>, QTreeWidgetItem*> rows;
    for (int i = 0; i < m_answers->topLevelItemCount(); ++i) {
        QTreeWidgetItem* top = m_answers->topLevelItem(i);
        for (int k = top->childCount(); k-- > 0;) {
            QTreeWidgetItem* child = top->child(k);
            if (!child->data(0, kNumberRole).isValid())
                continue;
            const std::pair key(
                static_cast<std::size_t>(i),
                static_cast<std::size_t>(child->data(0, kNumberRole).toULongLong()));
            if (m_coming.contains(key))
                rows.emplace(key, child);
            else
                delete top->takeChild(k);
        }
    }
    for (const auto& [key, text] : m_coming) {
        QTreeWidgetItem* top = m_answers->topLevelItem(static_cast<int>(key.first));
        if (top == nullptr)
            continue;
        const auto row = rows.find(key);
        QTreeWidgetItem* item = row != rows.end() ? row->second : new QTreeWidgetItem(top);
        item->setText(0, tr("coming: %1").arg(common::safeLine(text.toStdString(), kLongestRow)));
        item->setForeground(0, m_theme.color(common::ColorRole::TextSecondary));
        item->setData(0, kComingRole, text);
        item->setData(0, kNumberRole, static_cast<qulonglong>(key.second));
        if (item == m_answers->currentItem())
            showChosen(item);
    }
}

void ReaskResults::showChosen(QTreeWidgetItem* item)
{
    m_text->setVisible(item != nullptr && item->parent() != nullptr);
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
