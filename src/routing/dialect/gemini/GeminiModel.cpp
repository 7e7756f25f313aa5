// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiModel.h"

namespace signalbox::routing {

namespace {

constexpr std::string_view family = "gemini-";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

GeminiModel::GeminiModel(std::string_view name)
    : m_isFlash(name.find("flash") != std::string_view::npos)
{
    const std::size_t begin = name.find(family);
    if (begin == std::string_view::npos)
        return;
    const std::string_view version = name.substr(begin + family.size());
    if (version.empty() || !isDigit(version[0]))
        return;
    m_major = version[0] - '0';
    const bool hasMinor = version.size() > 2 && version[1] == '.' && isDigit(version[2]);
    m_minor = hasMinor ? version[2] - '0' : 0;
}

} // namespace signalbox::routing
