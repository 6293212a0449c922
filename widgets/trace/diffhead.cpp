// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/diffhead.h"

#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/textlines.h"
#include "widgets/common/theme.h"
#include "widgets/trace/diffwords.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kMostLines = 5; // of the sentence
constexpr int kMostLowLines = 4; // one less where there is a caution as well

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

DiffHead::DiffHead(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_candidates(new QComboBox(this))
    , m_byHand(new QPushButton(tr("How to Pick Another"), this))
    , m_layout(new QVBoxLayout(this))
    , m_caution(plainLabel(this))
    , m_sentence(plainLabel(this))
    , m_facts(plainLabel(this))
{
    auto* beside = new QLabel(tr("Beside"), this);
    beside->setBuddy(m_candidates);
    m_candidates->setObjectName(u"candidates"_s);
    m_candidates->setAccessibleName(tr("Good run to compare with"));
    m_candidates->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_candidates->setMinimumContentsLength(28);
    m_byHand->setToolTip(common::plainToolTip(
        tr("Tells how to compare with a run that is not in the list: by its link.")));
    m_caution->setAccessibleName(tr("Why the good run may be none"));
    m_caution->hide();
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setAccessibleName(tr("First diverging step"));
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    auto* pick = new QHBoxLayout;
    pick->addWidget(beside);
    pick->addWidget(m_candidates, 1);
    pick->addWidget(m_byHand);
    m_layout->addLayout(pick);
    m_layout->addWidget(m_caution);
    m_layout->addWidget(m_sentence);
    m_layout->addWidget(m_facts);
    connect(m_byHand, &QPushButton::clicked, this, &DiffHead::pickByHandAsked);
    connect(m_candidates, &QComboBox::activated, this, [this](int index) {
        const auto id =
            telemetry::traceIdFromHex(m_candidates->itemData(index).toString().toStdString());
        if (id)
            emit candidateChosen(*id);
    });
    connect(&theme, &common::Theme::changed, this, &DiffHead::restyle);
    setLow(false);
    setComparison({});
    restyle();
}

QWidget* DiffHead::lastFocus() const
{
    return m_sentence;
}

void DiffHead::setCandidates(const comparison::GoodRuns& runs, const telemetry::TraceId& chosen)
{
    m_candidates->clear();
    int current = -1;
    QString caution;
    for (const comparison::GoodRun& run : runs.runs) {
        if (run.key.trace == chosen) {
            current = m_candidates->count();
            caution = common::safeSentence(run.caution, 400);
        }
        m_candidates->addItem(
            u"%1 · %2"_s.arg(items::utcTimeText(run.time), common::safeLine(run.reason, 300)),
            QString::fromStdString(telemetry::toHex(run.key.trace)));
        m_candidates->setItemData(m_candidates->count() - 1,
                                  common::plainToolTip(common::safeLine(run.reason, 600)),
                                  Qt::ToolTipRole);
    }
    if (current < 0 && chosen.isValid()) {
        current = m_candidates->count();
        const QString hex = QString::fromStdString(telemetry::toHex(chosen));
        m_candidates->addItem(tr("picked by hand · trace %1").arg(hex), hex);
    }
    m_caution->setText(caution.isEmpty() ? caution : u"!  "_s + caution);
    m_caution->setVisible(!caution.isEmpty());
    m_candidates->setCurrentIndex(current);
    m_candidates->setToolTip(
        current < 0 ? QString() : m_candidates->itemData(current, Qt::ToolTipRole).toString());
    m_candidates->setEnabled(m_candidates->count() > 0);
    tellSentence();
}

void DiffHead::setComparison(std::shared_ptr<const comparison::Comparison> all)
{
    m_all = std::move(all);
    m_sentence->setVisible(m_all != nullptr);
    m_facts->setVisible(m_all != nullptr && !m_isLow);
    tellSentence();
}

void DiffHead::setLow(bool on)
{
    m_isLow = on;
    const int space = on ? common::kSpace1 : common::kSpace2;
    m_layout->setContentsMargins(common::kSpace3, space, common::kSpace3, space);
    m_layout->setSpacing(space);
    tellSentence();
}

void DiffHead::tellSentence()
{
    if (!m_all)
        return;
    const QString sentence = (m_all->isDivergenceSeen() ? u"≠  "_s : u"≈  "_s)
        + common::safeSentence(m_all->sentence, 1000);
    QStringList facts{questionText(m_all->question)};
    for (const comparison::Difference& one : m_all->run)
        facts << tr("Whole run: %1.").arg(common::safeLine(one.text, 200));
    if (m_all->isApproximate)
        facts << tr("So many steps that they were paired by their names alone.");
    if (m_all->suspect->isCut || m_all->good->isCut)
        facts << tr("Only the first generations were read.");
    const QString all = facts.join(u' ');
    m_facts->setText(all);
    m_facts->setVisible(!m_isLow);
    // What does not fit stands in the table.
    const QFont font = m_theme.font(common::TextSize::Body, true);
    const int room = width() - 2 * common::kSpace3;
    const int most = !m_isLow ? kMostLines : kMostLowLines - (m_caution->isHidden() ? 0 : 1);
    const bool isCut = common::wrappedLines(sentence, font, room, most + 1).size() > most;
    m_sentence->setText(isCut ? common::wrappedLines(sentence, font, room, most).join(u' ')
                              : sentence);
    m_sentence->setAccessibleDescription(sentence);
    m_sentence->setToolTip(common::plainToolTip(sentence + u"\n"_s + all));
}

void DiffHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    tellSentence();
}

void DiffHead::restyle()
{
    m_sentence->setFont(m_theme.font(common::TextSize::Body, true));
    m_facts->setFont(m_theme.font(common::TextSize::Small));
    tellSentence();
}

} // namespace traceview
