// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/NodeForm.h"

#include <QFormLayout>
#include <QScopedValueRollback>

namespace signalbox::ui {

NodeForm::NodeForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(8);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

NodeForm::~NodeForm() = default;

void NodeForm::setNode(const models::RouteNode &node, const models::Policy &policy)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_node = node;
    fill(policy);
}

void NodeForm::addRow(const QString &label, QWidget *field)
{
    m_form->addRow(label, field);
    field->setAccessibleName(label);
}

} // namespace signalbox::ui
