<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\App\Controllers;

use MikoPBX\AdminCabinet\Controllers\BaseController;
use Modules\ModuleSecurityChecklist\Lib\Core\Bundles;
use Modules\ModuleSecurityChecklist\Lib\Module;

/**
 * The page of the module: a mount element and the scripts that fill it. It renders no data and changes nothing.
 */
class ModuleSecurityChecklistController extends BaseController
{
    public function indexAction(): void
    {
        // Buttons that change the firewall: not to be pressed unseen, in a frame of another site.
        header('X-Frame-Options: SAMEORIGIN');
        header("Content-Security-Policy: frame-ancestors 'self'");
        $this->view->pick('Modules/' . Module::ID . '/' . Module::ID . '/index');
        $style = 'css/cache/' . Module::ID . '/module-security-checklist.css';
        $this->assets->collection('headerCSS')->addCss($style, true);
        foreach (Bundles::scripts('page') as $script) {
            $this->assets->collection('footerJS')->addJs($script, true);
        }
    }
}
