// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/replay/variant.h"
#include "models/telemetry/result.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;

namespace whatif {

// The settings that are tried most, as fields, and a line for all the others. What is left as it
// is, is no change.
class WhatIfEditors final : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIfEditors(QWidget* parent = nullptr);

    // What is in use: what the fields begin with.
    void setInUse(const replay::Changes& inUse);
    // Usage error that names the key that cannot be.
    telemetry::Result<replay::Variant> variant() const;

signals:
    void accepted(); // Return in a field

private:
    QDoubleSpinBox* m_budget;
    QDoubleSpinBox* m_tolerance;
    QComboBox* m_detector;
    QLineEdit* m_others;
    // As the fields show them, rounded: what is left as it is, is no change.
    double m_budgetInUse = 1;
    double m_toleranceInUse = 0.2;
    QString m_detectorInUse;
};

} // namespace whatif
