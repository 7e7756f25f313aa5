// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace signalbox::ui {

/// The plain fields of a provider. Nothing takes effect before provider() is read.
class ProviderForm final : public QWidget
{
    Q_OBJECT

public:
    explicit ProviderForm(QWidget *parent);

    void setProvider(const models::Provider &provider);
    /// The provider as edited; keys and models as they were.
    [[nodiscard]] models::Provider provider() const;
    /// What is wrong with the entries, as a sentence; empty when nothing is.
    [[nodiscard]] QString problem() const;

signals:
    void edited();

private:
    QDoubleSpinBox *addNumber(const QString &name, const QString &unit, double largest);
    void showRows();

    models::Provider m_provider;
    QFormLayout *m_form;
    QLineEdit *m_name;
    QComboBox *m_dialect;
    QLineEdit *m_baseUrl;
    QLineEdit *m_keyHeader;
    QLineEdit *m_apiVersion;
    QCheckBox *m_streamUsage;
    QDoubleSpinBox *m_ttft;
    QDoubleSpinBox *m_speed;
    QDoubleSpinBox *m_errors;
    bool m_isFilling = false;
};

} // namespace signalbox::ui
