// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/pool/AffinityFields.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QScopedValueRollback>

#include <cmath>

namespace signalbox::ui {

using models::Affinity;

namespace {
constexpr int minutesOfAYear = 525'600; // as the policy allows
constexpr double percent = 100;
} // namespace

AffinityFields::AffinityFields(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_isOn(new QCheckBox(tr("A conversation stays with its target"), this))
    , m_keep(new QSpinBox(this))
    , m_gain(new QDoubleSpinBox(this))
    , m_countsCache(new QCheckBox(tr("Count what the lost prompt cache costs"), this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_isOn->setObjectName(QStringLiteral("affinityIsOn"));
    m_keep->setObjectName(QStringLiteral("affinityKeep"));
    m_keep->setRange(1, minutesOfAYear);
    m_keep->setSuffix(tr(" min"));
    m_gain->setObjectName(QStringLiteral("affinityGain"));
    m_gain->setRange(0, percent);
    m_gain->setDecimals(1);
    m_gain->setSuffix(tr(" %"));
    m_gain->setToolTip(tr("Another target serves only when it is better by more than this"));
    m_countsCache->setObjectName(QStringLiteral("affinityCache"));
    for (QAbstractSpinBox *box :
         {static_cast<QAbstractSpinBox *>(m_keep), static_cast<QAbstractSpinBox *>(m_gain)}) {
        box->setKeyboardTracking(false);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    }
    m_form->addRow(m_isOn);
    m_form->addRow(tr("For, since its last success"), m_keep);
    m_form->addRow(tr("Unless another is better by"), m_gain);
    m_form->addRow(m_countsCache);
    connect(m_isOn, &QCheckBox::clicked, this, &AffinityFields::tell);
    connect(m_countsCache, &QCheckBox::clicked, this, &AffinityFields::tell);
    connect(m_keep, &QSpinBox::valueChanged, this, &AffinityFields::tell);
    connect(m_gain, &QDoubleSpinBox::valueChanged, this, &AffinityFields::tell);
}

void AffinityFields::setAffinity(const Affinity &affinity)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_isOn->setChecked(affinity.isOn);
    // Not the same values again, which would take back what is half written.
    const auto keep = static_cast<int>(std::min<qint64>(affinity.keep.count(), minutesOfAYear));
    if (m_keep->value() != keep)
        m_keep->setValue(keep);
    if (std::abs(m_gain->value() - affinity.switchGain * percent) > 0.05)
        m_gain->setValue(affinity.switchGain * percent);
    m_countsCache->setChecked(affinity.countsCache);
    for (QWidget *field : {static_cast<QWidget *>(m_keep), static_cast<QWidget *>(m_gain),
                           static_cast<QWidget *>(m_countsCache)})
        m_form->setRowVisible(field, affinity.isOn);
}

void AffinityFields::tell()
{
    if (m_isFilling)
        return;
    if (!m_isOn->isChecked()) { // a policy has nothing to say of it then
        emit edited({});
        return;
    }
    emit edited({.isOn = true,
                 .keep = std::chrono::minutes(m_keep->value()),
                 .switchGain = m_gain->value() / percent,
                 .countsCache = m_countsCache->isChecked()});
}

} // namespace signalbox::ui
