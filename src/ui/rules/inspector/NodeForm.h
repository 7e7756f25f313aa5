// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QWidget>

#include <memory>

class QFormLayout;

namespace signalbox::ui {

/// The fields of one kind of node. Shows a node and hands out what the user makes of it, links left
/// as they are.
///
/// Lives on the GUI thread.
class NodeForm : public QWidget
{
    Q_OBJECT

public:
    explicit NodeForm(QWidget *parent);
    ~NodeForm() override;

    /// \a node is of the form's kind. \a policy says what there is to choose from.
    void setNode(const models::RouteNode &node, const models::Policy &policy);

signals:
    void edited(const signalbox::models::RouteNode &node);

protected:
    /// Fills the fields; what they send meanwhile is no edit.
    virtual void fill(const models::Policy &policy) = 0;

    template<typename Body>
    [[nodiscard]] const Body &body() const
    {
        return std::get<Body>(m_node.body);
    }
    /// Lets \a change do its work on the node's body and tells it, if anything is different then.
    template<typename Body, typename Change>
    void edit(Change change)
    {
        if (m_isFilling)
            return;
        models::RouteNode node = m_node;
        change(std::get<Body>(node.body));
        if (node == m_node)
            return;
        m_node = node;
        emit edited(m_node);
    }
    /// A row whose field is called by its label.
    void addRow(const QString &label, QWidget *field);

private:
    QFormLayout *m_form;
    models::RouteNode m_node;
    bool m_isFilling = false;
};

/// The form of a kind of node, or null where the text of the node has to do.
[[nodiscard]] NodeForm *makeNodeForm(models::RouteNodeKind kind, QWidget *parent);

} // namespace signalbox::ui
