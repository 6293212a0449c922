// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace drill {

struct Fact
{
    std::vector<std::string> questions;
    std::vector<std::string> answers;
};

struct Article
{
    std::string id;
    std::string title;
    std::string topic;
    std::vector<std::string> body; // sentences
    std::vector<Fact> facts;
};

struct SupportContent
{
    std::vector<Article> articles;
    std::vector<std::string> questionOpeners;
    std::vector<std::string> questionClosers;
    std::vector<std::string> answerOpeners;
    std::vector<std::string> supportLeads;
    std::vector<std::string> answerClosers;
    std::vector<std::string> promises; // that no article makes, with {names} of what is drawn
    std::vector<std::string> promiseNames;
    std::vector<std::string> promisePlans;
    std::vector<std::string> promisePlaces;
    // What a model says that was given no passages: made up, for a {subject} and a {figure}, or
    // that it knows of none, in three parts.
    std::vector<std::string> guesses;
    std::vector<std::string> guessTails;
    std::vector<std::string> forgetfulBegins;
    std::vector<std::string> forgetfulMiddles;
    std::vector<std::string> forgetfulEnds;
};

// One function or command of the invented SDK.
struct ReferenceEntry
{
    bool isCommand = false;
    std::string module; // functions only
    std::string name; // "list_invoices", "tallyctl deploy"
    std::string result; // the variable the result goes to; functions only
    std::string goal; // may hold {parameters}, like call
    std::string call;
    std::vector<std::string> text; // sentences
    std::string raises; // exception, or exit status of a command
    std::vector<std::string>
        invented; // what a model makes up: function names, or flags of a command
};

struct OrderTool
{
    std::string name;
    std::string description;
    std::vector<std::string> questions;
    std::vector<std::string> answers;
};

struct OrderContent
{
    std::vector<std::string> items;
    std::vector<std::string> carriers;
    std::vector<std::string> cities;
    std::vector<std::string> states;
    std::vector<std::string> methods;
    std::vector<std::string> closers;
    std::vector<OrderTool> tools;
    OrderTool policy; // what support said, looked up
};

// What the services talk about. Immutable once loaded.
struct Content
{
    SupportContent support;
    std::vector<ReferenceEntry> reference;
    OrderContent orders;
};

// From the files compiled in; Unreadable error naming the file and line when one is malformed.
telemetry::Result<std::shared_ptr<const Content>> loadContent();

// {name} replaced by its value; names that are not in `values` stay as they are.
std::string filled(const std::string& pattern, const std::map<std::string, std::string>& values);

} // namespace drill
