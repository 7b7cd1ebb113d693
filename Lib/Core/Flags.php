<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Module;
use Phalcon\Assets\Manager;
use Phalcon\Mvc\Dispatcher;
use Throwable;

/**
 * The script that marks risky settings, on every page of the cabinet but the checklist itself. It asks the API, which
 * decides; here nothing is read, and no page is ever broken. Where people sign in, a script that asks nobody forgets what the
 * browser kept of a session that is over. A page that Core prepares several times has it once: a
 * collection takes a path once.
 */
final class Flags
{
    private const CABINET = 'admin-cabinet';
    private const SIGN_IN = 'session';
    /** Core shows them to anybody: there the question would count as a failed sign-in, and addresses are banned for those. */
    private const FOR_ANYBODY = [self::SIGN_IN, 'errors', 'language'];
    private const OWN_PAGES = 'Modules\\' . Module::ID . '\\';
    /** After the scripts of the page, also those that come behind it. */
    private const LAST = ['defer' => 'defer'];

    public static function show(Manager $assets, Dispatcher $dispatcher): void
    {
        try {
            if (self::isSignIn($dispatcher)) {
                foreach (Bundles::scripts('signed-out') as $script) {
                    $assets->collection('footerJS')->addJs($script, true, true, self::LAST);
                }
            }
            if (!self::isWanted($dispatcher) || Identity::isOfOtherRole()) {
                return;
            }
            foreach (Bundles::scripts('flags') as $script) {
                $assets->collection('footerJS')->addJs($script, true, true, self::LAST);
            }
        } catch (Throwable $unmarked) {
            return;
        }
    }

    private static function isSignIn(Dispatcher $dispatcher): bool
    {
        return $dispatcher->getModuleName() === self::CABINET
            && strtolower((string) $dispatcher->getControllerName()) === self::SIGN_IN;
    }

    private static function isWanted(Dispatcher $dispatcher): bool
    {
        return $dispatcher->getModuleName() === self::CABINET
            && !in_array(strtolower((string) $dispatcher->getControllerName()), self::FOR_ANYBODY, true)
            && strpos((string) $dispatcher->getNamespaceName(), self::OWN_PAGES) !== 0;
    }
}
