// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/causecard.h"

#include "widgets/common/flowlayout.h"
#include "widgets/common/formats.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QStringList>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr qsizetype kMostOfStep = 32; // characters

QString suretyText(double score)
{
    const std::string word = causes::sureness(score);
    if (word == "likely")
        return CauseCard::tr("likely");
    if (word == "possible")
        return CauseCard::tr("possible");
    return word == "open" ? CauseCard::tr("open") : CauseCard::tr("unlikely");
}

QString weightText(double weight)
{
    return (weight >= 0 ? u"+"_s : u"−"_s) + common::decimalText(std::abs(weight), 1);
}

// On a button, beside two others; "&" is no key there.
QString shortened(const QString& step)
{
    QString text = step.size() > kMostOfStep ? step.left(kMostOfStep - 1).trimmed() + u'…' : step;
    return text.replace(u'&', u"&&"_s);
}

QString evidenceText(const std::vector<causes::CauseEvidence>& evidence, bool isFor)
{
    QStringList lines{isFor ? CauseCard::tr("For it") : CauseCard::tr("Against it")};
    for (const causes::CauseEvidence& item : evidence) {
        if ((item.weight > 0) == isFor)
            lines << weightText(item.weight) + u"  "_s + common::safeLine(item.text);
    }
    return lines.size() > 1 ? lines.join(u'\n') : QString();
}

} // namespace

QString causeLine(const causes::Hypothesis& hypothesis)
{
    const int pro = hypothesis.countFor();
    const int contra = hypothesis.countAgainst();
    const QString speaks =
        pro == 0 ? CauseCard::tr("nothing speaks for it") : CauseCard::tr("%1 for it").arg(pro);
    const QString against =
        contra == 0 ? CauseCard::tr("nothing against") : CauseCard::tr("%1 against").arg(contra);
    const auto missing = static_cast<int>(hypothesis.missing.size());
    const QString unknown = missing == 0 ? QString() : CauseCard::tr(", %1 not known").arg(missing);
    return CauseCard::tr("%1: %2 (%3). %4, %5%6")
        .arg(QString::fromStdString(hypothesis.title), suretyText(hypothesis.score),
             weightText(hypothesis.score), speaks, against, unknown);
}

CauseCard::CauseCard(const common::Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_head(new QToolButton(this))
    , m_body(new QWidget(this))
    , m_show(new QPushButton(m_body))
    , m_step(new QPushButton(m_body))
    , m_spread(new QPushButton(tr("Follow Their Words"), m_body))
{
    m_head->setAutoRaise(true);
    m_head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_head->setFocusPolicy(Qt::StrongFocus);
    m_head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(m_head, &QToolButton::clicked, this, [this] {
        setOpen(!m_isOpen);
        emit toggledOpen(m_isOpen);
    });
    connect(m_show, &QPushButton::clicked, this, &CauseCard::answersRequested);
    connect(m_step, &QPushButton::clicked, this, &CauseCard::stepRequested);
    connect(m_spread, &QPushButton::clicked, this, &CauseCard::spreadRequested);
    m_sentence = addText();
    m_for = addText();
    m_against = addText();
    m_missing = addText();
    m_cure = addText();
    m_refutation = addText();
    m_reach = addText();
    m_step->setMinimumWidth(1); // a title may be long; its tooltip has all of it
    m_spread->setToolTip(tr("Spread: where the words of the most suspicious answer of this service "
                            "went, also where no trace leads"));

    // In as many lines as they need: none is cut.
    auto* buttons = new common::FlowLayout(common::kSpace2);
    for (QPushButton* button : {m_show, m_step, m_spread})
        buttons->addWidget(button);
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(common::kSpace6, 0, common::kSpace2, common::kSpace2);
    body->setSpacing(common::kSpace1);
    for (QLabel* label : texts())
        body->addWidget(label);
    body->addLayout(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_body);
    connect(&m_theme, &common::Theme::changed, this, &CauseCard::restyle);
    restyle();
    showFold();
}

QLabel* CauseCard::addText()
{
    auto* label = new QLabel(m_body);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void CauseCard::setHypothesis(const causes::Hypothesis& hypothesis, const QString& reach,
                              const QString& step)
{
    m_hypothesis = hypothesis;
    const QString line = causeLine(hypothesis);
    m_head->setText(line);
    m_head->setAccessibleName(line);
    const auto fill = [](QLabel* label, const QString& text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    fill(m_sentence, common::safeSentence(hypothesis.sentence));
    fill(m_for, evidenceText(hypothesis.evidence, true));
    fill(m_against, evidenceText(hypothesis.evidence, false));
    QStringList missing{tr("Not known")};
    for (const std::string& item : hypothesis.missing)
        missing << u"?  "_s + common::safeLine(item);
    fill(m_missing, missing.size() > 1 ? missing.join(u'\n') : QString());
    QString cure = tr("Cure: %1").arg(common::safeSentence(hypothesis.remedy.text));
    if (!hypothesis.remedy.lever.empty() && !hypothesis.remedy.value.empty())
        cure += tr(" Lever %1 to %2.")
                    .arg(common::safeLine(hypothesis.remedy.lever, 80),
                         common::safeLine(hypothesis.remedy.value, 80));
    fill(m_cure, cure);
    fill(m_refutation,
         tr("It is not this if: %1").arg(common::safeSentence(hypothesis.refutation)));
    m_step->setVisible(!step.isEmpty());
    m_step->setText(tr("Open %1").arg(shortened(step)));
    m_step->setAccessibleName(tr("Open %1").arg(step));
    m_step->setToolTip(
        common::plainToolTip(step + u'\n' + tr("The step of the runbook that moves this lever")));
    m_spread->setVisible(!reach.isEmpty());
    fill(m_reach, reach.isEmpty() ? QString() : reach + u'.');
    // Where no answer tells by itself whether it is meant, the time alone narrows them.
    m_show->setText(hypothesis.conditions.empty() ? tr("Show Suspects of That Time")
                                                  : tr("Show These"));
}

std::vector<QLabel*> CauseCard::texts() const
{
    return {m_sentence, m_reach, m_for, m_against, m_missing, m_cure, m_refutation};
}

void CauseCard::setOpen(bool isOpen)
{
    m_isOpen = isOpen;
    showFold();
}

void CauseCard::focusHead()
{
    m_head->setFocus(Qt::OtherFocusReason);
}

QString CauseCard::text() const
{
    QStringList lines{m_head->text()};
    for (const QLabel* label : texts()) {
        if (isOpen() && !label->text().isEmpty())
            lines << label->text();
    }
    return lines.join(u'\n');
}

void CauseCard::showFold()
{
    m_body->setVisible(m_isOpen);
    m_head->setAccessibleDescription(m_isOpen ? tr("unfolded") : tr("folded"));
    m_head->setIcon(common::icon(m_theme, isOpen() ? u"chevrondown"_s : u"chevronright"_s,
                                 common::ColorRole::TextSecondary));
}

void CauseCard::restyle()
{
    m_head->setFont(m_theme.font(common::TextSize::Body));
    const QFont small = m_theme.font(common::TextSize::Small);
    for (QLabel* label : {m_for, m_against, m_missing, m_cure, m_refutation, m_reach})
        label->setFont(small);
    m_sentence->setFont(m_theme.font(common::TextSize::Body));
    const auto paint = [this](QLabel* label, common::ColorRole role) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, m_theme.color(role));
        label->setPalette(palette);
    };
    paint(m_missing, common::ColorRole::TextSecondary);
    paint(m_against, common::ColorRole::TextSecondary);
    showFold();
}

} // namespace dashboard
