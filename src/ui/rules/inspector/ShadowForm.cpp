// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/ShadowForm.h"

#include "models/policy/PolicyNames.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSpinBox>

#include <cmath>

namespace signalbox::ui {

using models::ShadowNode;

namespace {
constexpr double mostDollars = 1'000'000;
constexpr int mostAtOnce = 1000;
} // namespace

ShadowForm::ShadowForm(QWidget *parent)
    : NodeForm(parent)
    , m_target(new QComboBox(this))
    , m_share(new QDoubleSpinBox(this))
    , m_cap(new QDoubleSpinBox(this))
    , m_concurrent(makeNumber(1, mostAtOnce, {}))
{
    m_target->setObjectName(QStringLiteral("shadowTarget"));
    m_share->setObjectName(QStringLiteral("shadowShare"));
    m_share->setRange(0, 100);
    m_share->setDecimals(3);
    m_share->setSuffix(tr(" %"));
    m_cap->setObjectName(QStringLiteral("shadowCap"));
    m_cap->setRange(0, mostDollars);
    m_cap->setPrefix(tr("$"));
    m_cap->setSpecialValueText(tr("No limit"));
    for (QDoubleSpinBox *box : {m_share, m_cap}) {
        box->setKeyboardTracking(false);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    }
    m_concurrent->setObjectName(QStringLiteral("shadowConcurrent"));
    addRow(tr("Copies go to"), m_target);
    addRow(tr("Share"), m_share);
    addRow(tr("At most a day"), m_cap);
    addRow(tr("At once"), m_concurrent);
    auto *hint =
        makeLabel(tr("No client sees what it answers, or waits for it."), TextRole::Caption, this);
    hint->setWordWrap(true);
    addWideRow(hint);

    connect(m_target, &QComboBox::textActivated, this, [this](const QString &target) {
        edit<ShadowNode>([&target](ShadowNode &node) { node.target = target; });
    });
    connect(m_share, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        edit<ShadowNode>([percent](ShadowNode &node) {
            node.share = static_cast<int>(std::lround(percent * models::partsOfPercent));
        });
    });
    connect(m_cap, &QDoubleSpinBox::valueChanged, this, [this](double dollars) {
        edit<ShadowNode>([dollars](ShadowNode &node) {
            node.maxMicroDollarsPerDay = std::llround(dollars * models::partsOfDollar);
        });
    });
    connect(m_concurrent, &QSpinBox::valueChanged, this, [this](int most) {
        edit<ShadowNode>([most](ShadowNode &node) { node.maxConcurrent = most; });
    });
}

void ShadowForm::fill(const NodeSurroundings &surroundings)
{
    const auto &node = body<ShadowNode>();
    QStringList targets;
    for (const models::Target &target : surroundings.policy.targets)
        targets.append(target.id);
    showChoice(m_target, targets, node.target);
    showNumber(m_share, static_cast<double>(node.share) / models::partsOfPercent);
    showNumber(m_cap, static_cast<double>(node.maxMicroDollarsPerDay) / models::partsOfDollar);
    showNumber(m_concurrent, node.maxConcurrent);
}

} // namespace signalbox::ui
