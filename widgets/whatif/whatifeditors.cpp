// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/whatif/whatifeditors.h"

#include "models/health/detector.h"
#include "models/health/settingkeys.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/timetext.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace whatif {

namespace {

constexpr const char* kShipped = "e-detector";

QWidget* labelled(const QString& text, QWidget* field, QWidget* parent)
{
    auto* box = new QWidget(parent);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, common::kSpace3, 0);
    row->setSpacing(common::kSpace2);
    auto* label = new QLabel(text, box);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field);
    QString name = text;
    field->setAccessibleName(name.remove(u'&'));
    return box;
}

// Gives the field its value, unless somebody has set another; returns what it makes of it.
double begin(QDoubleSpinBox& field, double before, double value)
{
    const double set = field.value();
    field.setValue(value);
    const double shown = field.value();
    if (set != before)
        field.setValue(set);
    return shown;
}

// Each key, with the names that stand for NAME in it.
QStringList keyWords(const replay::RecordedNames& names)
{
    QStringList words;
    for (const health::SettingKey& key : replay::variantKeys()) {
        const QString word = QString::fromStdString(key.key) + u'=';
        const bool isOfCheck = word.startsWith(u"check.NAME.");
        const auto& all = isOfCheck ? names.checks : names.services;
        if ((!isOfCheck && !word.startsWith(u"service.NAME.")) || all.empty()) {
            words.append(word);
            continue;
        }
        for (const std::string& name : all)
            words.append(QString(word).replace(u"NAME"_s, common::safeLine(name, 120)));
    }
    return words;
}

// An example that can be told: of what the recording has.
QString exampleOf(const replay::RecordedNames& names,
                  const std::optional<telemetry::Timestamp>& start)
{
    QStringList parts;
    // How answers are is less often what somebody means than a check.
    const auto check = std::ranges::find_if_not(names.checks, telemetry::isShiftCheck);
    if (check != names.checks.end())
        parts.append(u"check.%1.watched=off"_s.arg(common::safeLine(*check, 60)));
    if (!names.services.empty())
        parts.append(u"service.%1.tolerance=0.1"_s.arg(common::safeLine(names.services[0], 60)));
    if (start)
        parts.append(u"mitigated-at=%1"_s.arg(
            QString::fromStdString(
                telemetry::toRfc3339(*start + std::chrono::seconds(60)).substr(0, 19))
            + u'Z'));
    return parts.isEmpty() ? WhatIfEditors::tr("KEY=VALUE; KEY=VALUE") : parts.join(u"; "_s);
}

// Three decimals, and no more zeros than say something.
class NumberBox final : public QDoubleSpinBox
{
public:
    using QDoubleSpinBox::QDoubleSpinBox;

protected:
    QString textFromValue(double value) const override
    {
        QString text = QDoubleSpinBox::textFromValue(value);
        const qsizetype point = text.indexOf(locale().decimalPoint());
        while (point >= 0 && text.endsWith(u'0'))
            text.chop(1);
        if (point >= 0 && text.size() == point + 1)
            text.chop(1);
        return text;
    }
};

std::string textOf(double value)
{
    return QString::number(value, 'g', 10).toStdString();
}

} // namespace

WhatIfEditors::WhatIfEditors(QWidget* parent)
    : QWidget(parent)
    , m_budget(new NumberBox(this))
    , m_tolerance(new NumberBox(this))
    , m_detector(new QComboBox(this))
    , m_others(new QLineEdit(this))
{
    m_budget->setRange(0.001, 10'000);
    m_budget->setDecimals(3);
    m_budget->setSuffix(tr(" a week"));
    m_budget->setToolTip(tr("False alarms a week that are put up with, over all signals"));
    m_tolerance->setRange(0, 10);
    m_tolerance->setDecimals(3);
    m_tolerance->setSingleStep(0.05);
    m_tolerance->setSuffix(tr(" of the usual"));
    m_tolerance->setToolTip(tr("Smallest rise worth an alarm, as a share of what is usual"));
    m_detector->addItem(QString::fromLatin1(kShipped));
    for (const std::string& name : health::detectorNames())
        m_detector->addItem(QString::fromStdString(name));
    m_others->setClearButtonEnabled(true);
    m_others->setToolTip(tr("Settings as KEY=VALUE, several with ; between them. plumbline whatif "
                            "--keys lists all keys, and what they take."));
    setNames({}, {});

    auto* fields = new QWidget(this);
    auto* flow = new common::FlowLayout(common::kSpace2, fields);
    flow->addWidget(labelled(tr("&False alarms a week"), m_budget, fields));
    flow->addWidget(labelled(tr("S&mallest rise"), m_tolerance, fields));
    flow->addWidget(labelled(tr("&Detector"), m_detector, fields));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(common::kSpace2);
    column->addWidget(fields);
    column->addWidget(labelled(tr("&Others"), m_others, this));
    auto* help = new QLabel(
        tr("False alarms: as many as are put up with, over all signals; fewer are later alarms. "
           "Smallest rise: of the share of wrong answers, as a part of what it usually is. Others: "
           "KEY=VALUE with ; between them."),
        this);
    help->setTextFormat(Qt::PlainText);
    help->setWordWrap(true);
    column->addWidget(help);
    connect(m_others, &QLineEdit::returnPressed, this, &WhatIfEditors::accepted);
    connect(m_others, &QLineEdit::textChanged, this, &WhatIfEditors::changed);
    connect(m_budget, &QDoubleSpinBox::valueChanged, this, &WhatIfEditors::changed);
    connect(m_tolerance, &QDoubleSpinBox::valueChanged, this, &WhatIfEditors::changed);
    connect(m_detector, &QComboBox::currentIndexChanged, this, &WhatIfEditors::changed);
    m_budget->setValue(m_budgetInUse);
    m_tolerance->setValue(m_toleranceInUse);
    setInUse({});
}

void WhatIfEditors::setInUse(const replay::Changes& inUse)
{
    health::EngineSettings settings;
    for (const auto& [key, value] : inUse)
        static_cast<void>(health::applySetting(settings, key, value));
    const QString detector = settings.detector.empty() ? QString::fromLatin1(kShipped)
                                                       : QString::fromStdString(settings.detector);
    // What somebody has set already stays.
    m_budgetInUse = begin(*m_budget, m_budgetInUse, settings.falseAlarmsPerWeek);
    m_toleranceInUse = begin(*m_tolerance, m_toleranceInUse, settings.rateTolerance);
    if (m_detectorInUse.isEmpty() || m_detector->currentText() == m_detectorInUse)
        m_detector->setCurrentText(detector);
    m_detectorInUse = detector;
    emit changed(); // against what is in use
}

void WhatIfEditors::setNames(const replay::RecordedNames& names,
                             const std::optional<telemetry::Timestamp>& start)
{
    m_others->setPlaceholderText(exampleOf(names, start));
    auto* completer = new QCompleter(keyWords(names), m_others);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_others->setCompleter(completer); // which deletes the one before
}

telemetry::Result<replay::Variant> WhatIfEditors::variant() const
{
    replay::Variant variant;
    telemetry::Result<void> applied;
    const auto apply = [&](const std::string& key, const std::string& value) {
        if (applied)
            applied = replay::applyChange(variant, key, value);
    };
    if (m_budget->value() != m_budgetInUse)
        apply("false-alarms-per-week", textOf(m_budget->value()));
    if (m_tolerance->value() != m_toleranceInUse)
        apply("tolerance", textOf(m_tolerance->value()));
    if (m_detector->currentText() != m_detectorInUse)
        apply("detector", m_detector->currentText().toStdString());
    const QStringList others = m_others->text().split(u';', Qt::SkipEmptyParts);
    for (const QString& one : others) {
        if (applied && !one.trimmed().isEmpty())
            applied = replay::applyChange(variant, one.trimmed().toStdString());
    }
    if (!applied)
        return tl::make_unexpected(applied.error());
    return variant;
}

} // namespace whatif
