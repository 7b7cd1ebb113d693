<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Common\Models\PbxSettings;
use Modules\ModuleSecurityChecklist\Lib\Secrets\FactoryPassword;
use Phalcon\Assets\Manager;
use Phalcon\Mvc\Dispatcher;
use Throwable;

/**
 * While the password of the cabinet is the factory one, Core sends everybody to General settings: there a script of the
 * module says why. Core goes on sending for as long as it keeps its former advice, up to two minutes: then it says that. Asked
 * for on every page of the cabinet, so it is quick elsewhere, and it never breaks a page.
 */
final class FirstRun
{
    private const CONTROLLER = 'GeneralSettings';
    private const PASSWORD = 'WebAdminPassword';
    private const INSTANCE_ID = 'CloudInstanceId';
    /** An attribute of the script: the password is another one by now. */
    private const SAVED = ['data-saved' => 'true'];

    public static function explain(Manager $assets, Dispatcher $dispatcher): void
    {
        try {
            if ($dispatcher->getControllerName() !== self::CONTROLLER) {
                return;
            }
            $isFactory = self::isFactoryPassword();
            if (!$isFactory && !AdviceCache::sendsAway()) {
                return;
            }
            foreach (Bundles::scripts('first-run') as $script) {
                $assets->collection('footerJS')->addJs($script, true, true, $isFactory ? [] : self::SAVED);
            }
        } catch (Throwable $unexplained) {
            return;
        }
    }

    private static function isFactoryPassword(): bool
    {
        $factory = PbxSettings::getDefaultArrayValues()[self::PASSWORD] ?? '';
        return FactoryPassword::is(
            PbxSettings::getValueByKey(self::PASSWORD),
            is_string($factory) ? $factory : '',
            PbxSettings::getValueByKey(self::INSTANCE_ID)
        );
    }
}
