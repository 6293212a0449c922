// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/whatif/whatifeditors.h"

#include "models/health/detector.h"
#include "models/health/settingkeys.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

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

QStringList keyWords()
{
    QStringList words;
    for (const health::SettingKey& key : replay::variantKeys())
        words.append(QString::fromStdString(key.key) + u'=');
    return words;
}

std::string textOf(double value)
{
    return QString::number(value, 'g', 10).toStdString();
}

} // namespace

WhatIfEditors::WhatIfEditors(QWidget* parent)
    : QWidget(parent)
    , m_budget(new QDoubleSpinBox(this))
    , m_tolerance(new QDoubleSpinBox(this))
    , m_detector(new QComboBox(this))
    , m_others(new QLineEdit(this))
{
    m_budget->setRange(0.001, 10'000);
    m_budget->setDecimals(3);
    m_budget->setToolTip(tr("False alarms a week that are put up with, over all signals"));
    m_tolerance->setRange(0, 10);
    m_tolerance->setDecimals(3);
    m_tolerance->setSingleStep(0.05);
    m_tolerance->setToolTip(tr("Smallest rise worth an alarm, as a share of what is usual"));
    m_detector->addItem(QString::fromLatin1(kShipped));
    for (const std::string& name : health::detectorNames())
        m_detector->addItem(QString::fromStdString(name));
    m_others->setPlaceholderText(tr("check.refusal.watched=off; service.chat.tolerance=0.1; "
                                    "mitigated-at=2026-11-24T02:41:00Z"));
    m_others->setClearButtonEnabled(true);
    auto* completer = new QCompleter(keyWords(), this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_others->setCompleter(completer);

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
    connect(m_others, &QLineEdit::returnPressed, this, &WhatIfEditors::accepted);
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
