// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/findingdetails.h"

#include "models/items/differencewords.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace triage {

namespace {

QLabel* addLine(QVBoxLayout& layout, QWidget* parent, const QString& meaning)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    label->setToolTip(common::plainToolTip(meaning));
    label->setAccessibleDescription(meaning);
    layout.addWidget(label);
    return label;
}

} // namespace

FindingDetails::FindingDetails(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_only(nullptr)
    , m_buttons(new QGridLayout)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, 0, common::kSpace3, 0);
    layout->setSpacing(common::kSpace1);
    m_weight = addLine(
        *layout, this,
        tr("Answers of one person or conversation tend to fail together, so many of them tell "
           "little more than one. The points, their interval and the two shares in the list count "
           "each conversation for as much as it tells; the distribution counts every answer."));
    m_remainder = addLine(
        *layout, this,
        tr("The difference once more, but only among answers that are alike in that other "
           "property. The fewer points remain, the more of this difference comes from the other "
           "one; none: the other one explains all of it."));
    m_path = addLine(
        *layout, this,
        tr("Among answers alike in that, hardly anything of this difference is left, and it came "
           "after this: it is the way by which this does harm, or both are effects of a third."));
    m_buttons->setContentsMargins(0, common::kSpace1, 0, 0);
    m_buttons->setSpacing(common::kSpace1);
    m_buttons->setColumnStretch(3, 1); // as wide as their texts
    layout->addLayout(m_buttons);
    m_only = addUse(tr("Only These"));
    m_only->setToolTip(tr("Narrows the list to the suspects with this property"));
    m_only->setAccessibleDescription(m_only->toolTip());
    connect(m_only, &QPushButton::clicked, this, [this] {
        if (m_finding)
            emit filterChosen(m_finding->property);
    });
    connect(&theme, &common::Theme::changed, this, &FindingDetails::restyle);
    restyle();
    setFinding({}, std::nullopt);
}

QPushButton* FindingDetails::addUse(const QString& text)
{
    auto* button = new QPushButton(text, this);
    button->hide();
    return button;
}

void FindingDetails::setUses(FindingUses uses)
{
    m_uses = std::move(uses);
    if (m_uses.hypothesis && m_hypothesis == nullptr) {
        m_hypothesis = addUse(tr("Take as Hypothesis"));
        connect(m_hypothesis, &QPushButton::clicked, this, [this] {
            if (m_finding)
                emit hypothesisChosen(*m_finding);
        });
    }
    if (m_uses.lever && m_lever == nullptr) {
        m_lever = addUse(tr("Use in Lever"));
        connect(m_lever, &QPushButton::clicked, this, [this] {
            if (m_finding)
                emit leverChosen(*m_finding);
        });
    }
    updateUses();
}

void FindingDetails::setFinding(const differences::Differences& all,
                                const std::optional<differences::DifferenceRow>& row)
{
    m_finding = row;
    const auto fill = [](QLabel* label, const QString& text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    fill(m_weight, row ? items::weightText(*row) : QString());
    fill(m_remainder, row ? items::remainderText(all, *row) : QString());
    fill(m_path, row ? items::pathText(all, *row) : QString());
    updateUses();
}

void FindingDetails::updateUses()
{
    const auto offer = [this](QPushButton* button, const FindingUses::Where& where) {
        if (button == nullptr)
            return;
        const QString text =
            m_finding && m_finding->isSure && where ? where(*m_finding) : QString();
        button->setToolTip(common::plainToolTip(text));
        button->setAccessibleDescription(text);
        button->setVisible(!text.isEmpty());
    };
    m_only->setVisible(m_finding && m_uses.canFilter && m_uses.canFilter(m_finding->property));
    offer(m_hypothesis, m_uses.hypothesis);
    offer(m_lever, m_uses.lever);
    arrangeUses();
}

void FindingDetails::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrangeUses();
}

// Beside each other, as far as there is room; the others below.
void FindingDetails::arrangeUses()
{
    const int room = width() - 2 * common::kSpace3;
    int row = 0;
    int column = 0;
    int used = 0;
    for (QPushButton* button : {m_only, m_hypothesis, m_lever}) {
        if (button == nullptr || button->isHidden())
            continue;
        const int wide = button->sizeHint().width();
        if (column > 0 && used + wide > room) {
            ++row;
            column = 0;
            used = 0;
        }
        // Takes it from where it was.
        m_buttons->addWidget(button, row, column++, Qt::AlignLeft);
        used += wide + m_buttons->horizontalSpacing();
    }
}

void FindingDetails::restyle()
{
    for (QLabel* label : {m_weight, m_remainder, m_path})
        label->setFont(m_theme.font(common::TextSize::Small));
}

} // namespace triage
