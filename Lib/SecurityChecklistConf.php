<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib;

use MikoPBX\Core\Workers\Cron\WorkerSafeScriptsCore;
use MikoPBX\Modules\Config\ConfigClass;
use Modules\ModuleSecurityChecklist\Lib\Core\ApiController;
use Modules\ModuleSecurityChecklist\Lib\Core\Callback;
use Modules\ModuleSecurityChecklist\Lib\Core\Changes;
use Modules\ModuleSecurityChecklist\Lib\Core\Evidence\EvidenceLocations;
use Modules\ModuleSecurityChecklist\Lib\Core\FirstRun;
use Modules\ModuleSecurityChecklist\Lib\Core\Flags;
use Modules\ModuleSecurityChecklist\Lib\Core\CoreWords;
use Modules\ModuleSecurityChecklist\Lib\Core\Isolation\IsolationRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\Leaving;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\Locations;
use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;
use Modules\ModuleSecurityChecklist\Lib\Core\WebFilter;
use Modules\ModuleSecurityChecklist\Lib\Workers\WorkerSecurityChecklist;
use Phalcon\Assets\Manager;
use Phalcon\Mvc\Dispatcher;
use Phalcon\Mvc\Micro;

/**
 * Answers Core's hooks and hands on. Loaded for every page and every request of the PBX: it must stay small, and must
 * not throw.
 */
class SecurityChecklistConf extends ConfigClass
{
    private const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

    /**
     * One controller for every method, so that a wrong one gets an answer of ours.
     *
     * @return list<array{class-string, string, string, string, string, bool}>
     */
    public function getPBXCoreRESTAdditionalRoutes(): array
    {
        $routes = [];
        foreach (self::METHODS as $method) {
            $routes[] = [ApiController::class, 'answer', Module::API . '/{resource}', $method, '/', false];
            $routes[] = [ApiController::class, 'answer', Module::API . '/{resource}/{verb}', $method, '/', false];
        }
        return $routes;
    }

    /**
     * The callback of modules runs as root and, on 2024, knows nobody: nothing of this module is to be had there.
     */
    public function onBeforeExecuteRestAPIRoute(Micro $app): void
    {
        Callback::refuse($app);
    }

    /**
     * @return list<array{type: string, worker: class-string}>
     */
    public function getModuleWorkers(): array
    {
        return [['type' => WorkerSafeScriptsCore::CHECK_BY_PID_NOT_ALERT, 'worker' => WorkerSecurityChecklist::class]];
    }

    /**
     * @param array<mixed> $tasks
     */
    public function createCronTasks(array &$tasks): void
    {
        $tasks[] = Scripts::task('23 4 * * *', Scripts::DAILY);
        $tasks[] = Scripts::task('41 * * * *', Scripts::NAMES);
    }

    /**
     * @param mixed $data
     */
    public function modelsEventChangeData($data): void
    {
        Changes::note($data);
    }

    public function onAfterAssetsPrepared(Manager $assets, Dispatcher $dispatcher): void
    {
        FirstRun::explain($assets, $dispatcher);
        Flags::show($assets, $dispatcher);
    }

    /**
     * Tells our API over which connection it is asked, and gives evidence away.
     */
    public function createNginxLocations(): string
    {
        return Locations::all() . EvidenceLocations::all();
    }

    /**
     * @return array<string, list<string>> scopes by path
     */
    public function getWafExemptions(): array
    {
        return WebFilter::exemptions();
    }

    /**
     * Lines for each way out of the dialplan, while outgoing calls are stopped, or those abroad limited.
     *
     * @param array<mixed> $rout
     */
    public function generateOutRoutContext(array $rout): string
    {
        return IsolationRoom::linesOfDialplan($rout);
    }

    /**
     * What those lines look up.
     */
    public function extensionGenContexts(): string
    {
        return IsolationRoom::contextsOfDialplan();
    }

    /**
     * As long as the PBX is isolated, it is from the first moment on.
     */
    public function onAfterPbxStarted(): void
    {
        IsolationRoom::keep();
    }

    /**
     * Since 2026.
     */
    public function onAfterIptablesReload(): void
    {
        IsolationRoom::keep();
    }

    /**
     * A plan that waits to be confirmed is undone first.
     */
    public function onBeforeModuleDisable(): bool
    {
        $why = Leaving::refusal();
        if ($why === '') {
            return true;
        }
        $this->messages[] = (new CoreWords())->say($why);
        return false;
    }

    public function onAfterModuleEnable(): void
    {
        Places::makePrivateFolder();
        Places::makeRootFolder();
        Scripts::start(Scripts::DAILY);
        Scripts::start(Scripts::NAMES);
    }
}
