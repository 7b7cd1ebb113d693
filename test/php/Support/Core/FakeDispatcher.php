<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Core;

use Phalcon\Mvc\Dispatcher;

/**
 * One page of the cabinet, as Core tells it.
 */
final class FakeDispatcher extends Dispatcher
{
    private const CORE = 'MikoPBX\AdminCabinet\Controllers';

    private ?string $controller;
    private ?string $namespace;
    private ?string $module;

    public function __construct(
        ?string $controller,
        ?string $namespace = self::CORE,
        ?string $module = 'admin-cabinet'
    ) {
        $this->controller = $controller;
        $this->namespace = $namespace;
        $this->module = $module;
    }

    public function getControllerName()
    {
        return $this->controller;
    }

    public function getNamespaceName()
    {
        return $this->namespace;
    }

    public function getModuleName()
    {
        return $this->module;
    }
}
